import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks ({@code check}) or mends ({@code write}) the format of every Java source below this
 * folder.
 *
 * <p>Run by the build: {@code mvn verify} checks, {@code mvn -N verify -Dformat=write} mends.
 */
final class Format {
  private static final Formatter FORMATTER =
      new Formatter(
          JavaFormatterOptions.builder().style(JavaFormatterOptions.Style.GOOGLE).build());

  public static void main(String[] args) throws Exception {
    boolean write = args[0].equals("write");
    List<Path> wrong = new ArrayList<>();
    try (var files = Files.walk(Path.of("."))) {
      for (Path file : files.filter(Format::isSource).toList()) {
        String text = Files.readString(file);
        String formatted = format(text);
        if (!formatted.equals(text)) {
          wrong.add(file);
          if (write) {
            Files.writeString(file, formatted);
          }
        }
      }
    }
    wrong.forEach(file -> System.err.println((write ? "formatted: " : "not formatted: ") + file));
    if (!write && !wrong.isEmpty()) {
      System.err.println("Run: mvn -N verify -Dformat=write");
      System.exit(1);
    }
  }

  private static boolean isSource(Path file) {
    return file.toString().endsWith(".java") && !file.toString().contains("/target/");
  }

  private static String format(String text) throws Exception {
    String ordered = ImportOrderer.reorderImports(text, JavaFormatterOptions.Style.GOOGLE);
    return FORMATTER.formatSource(RemoveUnusedImports.removeUnusedImports(ordered));
  }
}
