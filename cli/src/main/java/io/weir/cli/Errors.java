package io.weir.cli;

import io.weir.engine.error.ErrorKind;
import io.weir.engine.error.RefusedException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** How errors look: a line that starts with the command, what to do next, never a stack trace. */
final class Errors {
  private Errors() {}

  /** An argument is wrong: says which, and what is near it. */
  static int onWrongUsage(ParameterException error, String[] args) {
    CommandLine command = error.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    PrintWriter err = command.getErr();
    err.println(name + ": " + sentence(error));
    if (error instanceof UnmatchedArgumentException unmatched) {
      List<String> near = unmatched.getSuggestions();
      if (!near.isEmpty()) {
        err.println("Did you mean: " + String.join(", ", near) + "?");
      }
    }
    err.println("See: " + name + " --help");
    return ErrorKind.USER.exitCode();
  }

  /** A command failed. */
  static int onFailure(Exception error, CommandLine command, ParseResult parsed) {
    Termination.awaitIfEnding();
    PrintWriter err = command.getErr();
    if (error instanceof Fault fault) {
      err.println("weir: " + fault.getMessage());
      return fault.exitCode();
    }
    if (error instanceof RefusedException refused) {
      err.println("weir: " + refused.getMessage());
      return refused.refusal().code().kind().exitCode();
    }
    err.println("weir: a bug in Weir: " + error);
    if (System.getenv("WEIR_DEBUG") == null) {
      err.println("Run again with WEIR_DEBUG=1 for the details to report.");
    } else {
      error.printStackTrace(err);
    }
    return ErrorKind.INTERNAL.exitCode();
  }

  /** Picocli's, without its capital letter and the names of Java's types. */
  private static String sentence(ParameterException error) {
    boolean atRoot = error.getCommandLine().getParent() == null;
    String unknown = atRoot ? "unknown command" : "unexpected argument";
    String message =
        String.valueOf(error.getMessage())
            .replaceFirst(" is not an? (int|long)$", " is not a whole number")
            .replaceFirst("^Unmatched arguments? (at|from) index \\d+:", unknown);
    return message.isEmpty()
        ? message
        : message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
  }
}
