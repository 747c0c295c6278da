package io.weir.systemtests.interop;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/** Serves {@code page.html}, which opens the WebSocket that its address names behind {@code #}. */
final class Page implements AutoCloseable {
  private final HttpServer server;

  private Page(HttpServer server) {
    this.server = server;
  }

  static Page serve() throws IOException {
    byte[] page = Files.readAllBytes(Path.of(Tools.script("page.html")));
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "text/html");
          exchange.sendResponseHeaders(200, page.length);
          try (var body = exchange.getResponseBody()) {
            body.write(page);
          }
        });
    server.start();
    return new Page(server);
  }

  /** What browsers call it. */
  String origin() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The same page with another name, which is another origin. */
  String otherOrigin() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
