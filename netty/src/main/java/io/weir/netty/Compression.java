package io.weir.netty;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Negotiates permessage-deflate (RFC 7692 section 7.1), so that a message is compressed once for
 * everybody: with no context taken over, and with the one window that the compressor knows.
 */
final class Compression {
  private static final String NAME = "permessage-deflate";
  private static final String SERVER_TAKEOVER = "server_no_context_takeover";
  private static final String CLIENT_TAKEOVER = "client_no_context_takeover";
  private static final String SERVER_WINDOW = "server_max_window_bits";
  private static final String CLIENT_WINDOW = "client_max_window_bits";
  private static final String OUR_WINDOW = "15";
  private static final String ANSWER = String.join("; ", NAME, SERVER_TAKEOVER, CLIENT_TAKEOVER);

  /** What we ask of a server, in the same words. */
  static final String OFFER = ANSWER;

  private Compression() {}

  /**
   * Whether a server's answer to {@link #OFFER} is one, or leaves compression away: it has to do
   * without context (section 7.1.1.1), and may say which window it takes.
   */
  static boolean isAnswer(HttpHeaders headers) {
    List<String> values = headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS);
    if (values.isEmpty()) {
      return true;
    }
    String[] parts = values.getFirst().split(";");
    List<Parameter> parameters = Arrays.stream(parts).skip(1).map(Parameter::of).toList();
    return values.size() == 1
        && parts[0].strip().equals(NAME)
        && parameters.stream().anyMatch(p -> p.is(SERVER_TAKEOVER))
        && parameters.stream().allMatch(Parameter::canBeAnswered);
  }

  /** What the handshake answers to the first offer that we can meet. */
  static Optional<String> answer(HttpHeaders headers) {
    return headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS).stream()
        .flatMap(value -> Arrays.stream(value.split(",")))
        .map(offer -> offer.split(";"))
        .filter(Compression::canMeet)
        .findFirst()
        .map(Compression::answer);
  }

  private static boolean canMeet(String[] offer) {
    return offer.length > 0
        && offer[0].strip().equals(NAME)
        && Arrays.stream(offer).skip(1).map(Parameter::of).allMatch(Parameter::canMeet);
  }

  /** A window that was asked for is confirmed (section 7.1.2.1). */
  private static String answer(String[] offer) {
    boolean asked =
        Arrays.stream(offer).skip(1).map(Parameter::of).anyMatch(p -> p.is(SERVER_WINDOW));
    return asked ? ANSWER + "; " + SERVER_WINDOW + "=" + OUR_WINDOW : ANSWER;
  }

  /**
   * @param value without its quotes; null if there is none
   */
  private record Parameter(String name, @Nullable String value) {
    private static final Pattern WINDOW = Pattern.compile("[89]|1[0-5]");

    static Parameter of(String text) {
      int equals = text.indexOf('=');
      return equals < 0
          ? new Parameter(text.strip(), null)
          : new Parameter(
              text.substring(0, equals).strip(),
              text.substring(equals + 1).strip().replaceAll("^\"(.*)\"$", "$1"));
    }

    boolean is(String other) {
      return name.equals(other);
    }

    boolean canBeAnswered() {
      return switch (name) {
        case SERVER_TAKEOVER, CLIENT_TAKEOVER -> value == null;
        case SERVER_WINDOW -> value != null && WINDOW.matcher(value).matches();
        default -> false;
      };
    }

    /** The client's own window is its own affair: what it sends, any window inflates. */
    boolean canMeet() {
      return switch (name) {
        case SERVER_TAKEOVER, CLIENT_TAKEOVER -> value == null;
        case SERVER_WINDOW -> OUR_WINDOW.equals(value);
        case CLIENT_WINDOW -> value == null || WINDOW.matcher(value).matches();
        default -> false;
      };
    }
  }
}
