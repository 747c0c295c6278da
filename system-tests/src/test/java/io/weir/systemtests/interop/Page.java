package io.weir.systemtests.interop;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Serves {@code page.html}, which opens the WebSocket that its address names behind {@code #}, and
 * {@code client.html}, which does it with our client.
 */
final class Page implements AutoCloseable {
  /** Where {@code client.html} is. */
  static final String CLIENT = "/client.html";

  private final HttpServer server;

  private Page(HttpServer server) {
    this.server = server;
  }

  static Page serve() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    Page page = new Page(server);
    page.add("/", Path.of(Tools.script("page.html")), "text/html");
    page.add(CLIENT, Path.of(Tools.script("client.html")), "text/html");
    page.add("/follow.mjs", Path.of(Tools.script("follow.mjs")), "text/javascript");
    page.add("/weir.js", Tools.CLIENT.resolve("weir.js"), "text/javascript");
    server.start();
    return page;
  }

  private void add(String path, Path file, String type) throws IOException {
    byte[] content = Files.readAllBytes(file);
    server.createContext(
        path,
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", type);
          exchange.sendResponseHeaders(200, content.length);
          try (var body = exchange.getResponseBody()) {
            body.write(content);
          }
        });
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
