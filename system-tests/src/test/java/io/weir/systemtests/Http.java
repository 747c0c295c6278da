package io.weir.systemtests;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.Locale;

/** One request on a plain socket, where the JDK's client would hide half of the answer. */
final class Http {
  private Http() {}

  /** A whole answer. */
  record Answer(int status, String head, String body) {
    /** The value of a header; "" if it is not there. */
    String header(String name) {
      String prefix = name.toLowerCase(Locale.ROOT) + ":";
      return head.lines()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
          .map(line -> line.substring(prefix.length()).strip())
          .findFirst()
          .orElse("");
    }
  }

  static Answer get(String address, String target) throws IOException {
    return ask(address, target, List.of("Connection: close"));
  }

  /** A handshake; to be used where it is refused. */
  static Answer upgrade(String address, String target) throws IOException {
    return ask(
        address,
        target,
        List.of(
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="));
  }

  private static Answer ask(String address, String target, List<String> headers)
      throws IOException {
    int colon = address.lastIndexOf(':');
    int port = Integer.parseInt(address.substring(colon + 1));
    try (Socket socket = new Socket(address.substring(0, colon), port)) {
      socket.setSoTimeout(30_000);
      String request =
          "GET " + target + " HTTP/1.1\r\nHost: " + address + "\r\n" + String.join("\r\n", headers);
      socket.getOutputStream().write((request + "\r\n\r\n").getBytes(ISO_8859_1));
      return answer(socket);
    }
  }

  /** A handshake that succeeded has no end, so only its head is read. */
  private static Answer answer(Socket socket) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = socket.getInputStream().read();
      if (next < 0) {
        throw new IOException("ended within the head: " + head);
      }
      head.append((char) next);
    }
    int status = Integer.parseInt(head.substring(9, 12));
    String body = status == 101 ? "" : new String(socket.getInputStream().readAllBytes(), UTF_8);
    return new Answer(status, head.toString(), body);
  }

  /** A number on the metrics page, by its whole name; 0 if it is not there. */
  static double metric(String admin, String name) throws IOException {
    return get(admin, "/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .sum();
  }
}
