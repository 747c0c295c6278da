package io.weir.bench.experiment;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** The plainest of subscribers: waits for one frame. */
final class FirstFrame {
  private static final int MAX_WAIT_MILLIS = 30_000;
  private static final int TEXT = 0x81;

  private FirstFrame() {}

  /** Returns when the first text frame begins to arrive. */
  static void await(String address, String path) throws IOException {
    String[] parts = address.split(":", 2);
    try (Socket socket = new Socket(parts[0], Integer.parseInt(parts[1]))) {
      socket.setSoTimeout(MAX_WAIT_MILLIS);
      socket.getOutputStream().write(request(address, path));
      var in = new BufferedInputStream(socket.getInputStream());
      String answer = head(in);
      if (!answer.startsWith("HTTP/1.1 101")) {
        throw new IOException(answer.lines().findFirst().orElse("no answer"));
      }
      int first = in.read();
      if (first != TEXT) {
        throw new IOException("not a text frame but 0x" + Integer.toHexString(first));
      }
    }
  }

  private static byte[] request(String address, String path) {
    return String.join(
            "\r\n",
            "GET " + path + " HTTP/1.1",
            "Host: " + address,
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "",
            "")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static String head(InputStream in) throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int octet = in.read();
      if (octet < 0) {
        return head.toString();
      }
      head.append((char) octet);
    }
    return head.toString();
  }
}
