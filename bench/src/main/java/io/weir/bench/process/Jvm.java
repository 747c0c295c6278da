package io.weir.bench.process;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Command lines of JVMs like this one: its Java home, its class path. */
public final class Jvm {
  private static final List<String> ACCESS =
      List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");

  /** Small and without helpers, so that these processes leave the cores to what is measured. */
  private static final List<String> LEAN =
      List.of(
          "-XX:+UseSerialGC", "-Xmx512m", "-Dlogback.configurationFile=io/weir/bench/logback.xml");

  private Jvm() {}

  /** {@code java … MAIN ARGS} with the options of this JVM, as its launcher set them, and more. */
  public static List<String> alike(List<String> options, String main, List<String> arguments) {
    List<String> all = new ArrayList<>(ManagementFactory.getRuntimeMXBean().getInputArguments());
    all.addAll(options);
    return command(all, main, arguments);
  }

  /** A process of this module. */
  public static List<String> lean(String main, List<String> arguments) {
    return command(LEAN, main, arguments);
  }

  private static List<String> command(List<String> options, String main, List<String> arguments) {
    List<String> line = new ArrayList<>();
    line.add(tool("java"));
    line.addAll(ACCESS);
    line.addAll(options);
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
    line.addAll(arguments);
    return line;
  }

  /** The path of a program of this JDK. */
  public static String tool(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name).toString();
  }
}
