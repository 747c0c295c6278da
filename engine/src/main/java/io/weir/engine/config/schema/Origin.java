package io.weir.engine.config.schema;

/** Where a setting was written. */
public sealed interface Origin {

  /** What a problem begins with, so that its reader knows where to go. */
  String label();

  /**
   * A place in a file.
   *
   * @param line from 1
   * @param column from 1, in characters
   */
  record Line(String file, int line, int column) implements Origin {
    @Override
    public String label() {
      return file + ":" + line + ":" + column;
    }
  }

  /** A file as such, when it cannot be read at all. */
  record Whole(String file) implements Origin {
    @Override
    public String label() {
      return file;
    }
  }

  /** An environment variable. */
  record Variable(String name) implements Origin {
    @Override
    public String label() {
      return name;
    }
  }

  /**
   * An entry of a file of variables.
   *
   * @param line from 1
   */
  record Entry(String file, int line, String name) implements Origin {
    @Override
    public String label() {
      return file + ":" + line + ": " + name;
    }
  }

  /**
   * An environment variable that is not set, for what has no value because of that.
   *
   * @param wantedBy the variable which, being set, asks for this one
   */
  record Unset(String name, String wantedBy) implements Origin {
    @Override
    public String label() {
      return name;
    }
  }

  /**
   * A flag of the command line.
   *
   * @param name with its dashes
   */
  record Flag(String name) implements Origin {
    @Override
    public String label() {
      return name;
    }
  }

  /** Nobody wrote it: it is a default. */
  record BuiltIn() implements Origin {
    @Override
    public String label() {
      return "default";
    }
  }
}
