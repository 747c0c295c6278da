package io.weir.cli.connection;

import java.time.Duration;

/** How a connection ended, and so what to do next. */
public sealed interface Ending {

  Advice advice();

  /** The reason, for the user: part of a sentence, on one line. */
  String reason();

  /** The shortest time to wait that the server asked for; zero if it did not. */
  default Duration retryAfter() {
    return Duration.ZERO;
  }

  /** We closed it: enough was printed, or nobody reads on. */
  record Finished() implements Ending {
    @Override
    public Advice advice() {
      return Advice.DONE;
    }

    @Override
    public String reason() {
      return "done";
    }
  }

  /**
   * The server closed it with a close frame. The ranges are those of Weir's close codes; a code
   * that is another's may be temporary.
   *
   * @param code RFC 6455 section 7.4; 1005 if the frame had none
   */
  record Closed(int code, String text) implements Ending {
    @Override
    public Advice advice() {
      if (code >= 4500 && code <= 4999) {
        return Advice.GIVE_UP;
      }
      if (code >= 4250 && code <= 4499) {
        return Advice.RECONNECT_SLOWER;
      }
      return switch (code) {
        case 1000 -> Advice.DONE;
        case 1002, 1003, 1007, 1008, 1009, 1010 -> Advice.GIVE_UP;
        default -> Advice.RECONNECT;
      };
    }

    @Override
    public String reason() {
      return "closed by the server: " + code + (text.isEmpty() ? "" : " " + text);
    }
  }

  /** The server answered the handshake with another status than 101. */
  record Refused(int status, String message, Duration retryAfter) implements Ending {
    @Override
    public Advice advice() {
      if (status == 429) {
        return Advice.RECONNECT_SLOWER;
      }
      return status >= 500 ? Advice.RECONNECT : Advice.GIVE_UP;
    }

    @Override
    public String reason() {
      String hint = status == 401 ? "; give credentials with --user USER:PASSWORD" : "";
      return "refused by the server: " + status + (message.isEmpty() ? "" : " " + message) + hint;
    }
  }

  /** There was no connection, or it broke. */
  record Lost(String reason) implements Ending {
    @Override
    public Advice advice() {
      return Advice.RECONNECT;
    }
  }

  /** There can be no connection with these settings. */
  record Impossible(String reason) implements Ending {
    @Override
    public Advice advice() {
      return Advice.GIVE_UP;
    }
  }
}
