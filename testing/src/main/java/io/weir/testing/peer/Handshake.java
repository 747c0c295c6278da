package io.weir.testing.peer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The request of whoever dials, and the answers to it (RFC 6455 section 4). */
record Handshake(String head) {
  private static final Pattern KEY = Pattern.compile("(?i)\r\nSec-WebSocket-Key: *(\\S+)\r\n");
  private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final int MAX_BYTES = 16 << 10;

  /** Reads it up to its empty line. */
  static Handshake read(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n", Math.max(0, head.length() - 4)) < 0) {
      int next = in.read();
      if (next < 0 || head.length() > MAX_BYTES) {
        throw new EOFException("ended within its handshake");
      }
      head.append((char) next);
    }
    return new Handshake(head.toString());
  }

  /** Path and query. */
  String target() {
    int from = head.indexOf(' ') + 1;
    return head.substring(from, head.indexOf(' ', from));
  }

  byte[] answer(int status) throws IOException {
    return (status == 101 ? agreement() : refusal(status)).getBytes(UTF_8);
  }

  private String agreement() throws IOException {
    Matcher key = KEY.matcher(head);
    if (!key.find()) {
      throw new IOException("no key in " + head);
    }
    return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + "Sec-WebSocket-Accept: "
        + Base64.getEncoder().encodeToString(sha1(key.group(1) + MAGIC))
        + "\r\n\r\n";
  }

  private static byte[] sha1(String text) {
    try {
      return MessageDigest.getInstance("SHA-1").digest(text.getBytes(ISO_8859_1));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Its body has two lines, of which the first says it all. */
  private static String refusal(int status) {
    String body = "the flaky peer says " + status + "\nand nothing else\n";
    return "HTTP/1.1 %d Flaky\r\n%sContent-Length: %d\r\nConnection: close\r\n\r\n%s"
        .formatted(status, header(status), body.length(), body);
  }

  private static String header(int status) {
    return switch (status) {
      case 301 -> "Location: /elsewhere\r\n";
      case 401 -> "WWW-Authenticate: Basic realm=\"flaky\"\r\n";
      case 429, 503 -> "Retry-After: 1\r\n";
      default -> "";
    };
  }
}
