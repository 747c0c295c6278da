package io.weir.admin;

import io.weir.engine.error.ErrorCode;
import jakarta.servlet.Servlet;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

/**
 * The HTTP/1.1 server under the routes, with its limits: 8 KiB of request line and headers (then
 * 431), 256 connections (then new ones wait, and idle ones go after a second), 30 s of silence
 * (then the connection is closed). Bodies are not read.
 */
final class AdminHttp {
  /** On every answer: nothing is cached, and nothing taken for what it is not. */
  static final Map<String, String> SAFETY_HEADERS =
      Map.of("Cache-Control", "no-store", "X-Content-Type-Options", "nosniff");

  private static final int MAX_HEADER_BYTES = 8 * 1024;
  private static final int MAX_CONNECTIONS = 256;
  private static final Duration IDLE = Duration.ofSeconds(30);
  private static final Duration IDLE_WHEN_FULL = Duration.ofSeconds(1);
  private static final Duration IDLE_WHEN_STOPPING = Duration.ofMillis(20);

  private AdminHttp() {}

  /** A server for one connector; constructing it has no effects. */
  static Server server(Servlet servlet) {
    // Each connection has a task at most; the rest is for the acceptor, the selector and timers.
    VirtualThreadPool threads = new VirtualThreadPool(2 * MAX_CONNECTIONS);
    threads.setName("admin");
    threads.setTracking(false);
    Server server =
        new Server(
            threads,
            new ScheduledExecutorScheduler("admin-timer", true),
            new ArrayByteBufferPool());
    ServletContextHandler routes = new ServletContextHandler(ServletContextHandler.NO_SESSIONS);
    routes.addServlet(new ServletHolder(servlet), "/*");
    routes.setErrorHandler(AdminHttp::answerError);
    server.setHandler(new GracefulHandler(routes));
    server.setErrorHandler(AdminHttp::answerError);
    return server;
  }

  /**
   * The one connector of {@code server}. It has an acceptor of its own, because a selector that
   * accepts does not stop at the limit but closes what it accepted beyond it.
   */
  static ServerConnector connector(Server server) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(MAX_HEADER_BYTES);
    ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setIdleTimeout(IDLE.toMillis());
    connector.setShutdownIdleTimeout(IDLE_WHEN_STOPPING.toMillis());
    server.addConnector(connector);
    NetworkConnectionLimit limit = new NetworkConnectionLimit(MAX_CONNECTIONS, connector);
    limit.setEndPointIdleTimeout(IDLE_WHEN_FULL.toMillis());
    server.addBean(limit);
    return connector;
  }

  /** The code that stands for a status which a library chose. */
  static ErrorCode code(int status) {
    return switch (status) {
      case 403 -> ErrorCode.FORBIDDEN;
      case 404 -> ErrorCode.NOT_FOUND;
      case 405 -> ErrorCode.METHOD_NOT_ALLOWED;
      case 408 -> ErrorCode.REQUEST_TIMEOUT;
      case 413 -> ErrorCode.MESSAGE_TOO_BIG;
      case 414, 431 -> ErrorCode.REQUEST_TOO_LARGE;
      case 503 -> ErrorCode.SHUTTING_DOWN;
      default -> status < 500 ? ErrorCode.BAD_REQUEST : ErrorCode.INTERNAL_ERROR;
    };
  }

  /** The standard's words for a status. */
  static String reason(int status) {
    return HttpStatus.getMessage(status);
  }

  /** Answers what never reaches a route: no HTTP, too much of it, a path that is ambiguous. */
  private static boolean answerError(Request request, Response response, Callback callback) {
    int status = response.getStatus();
    SAFETY_HEADERS.forEach(response.getHeaders()::put);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    // Neither part needs escaping: both come from fixed lists.
    String body =
        "{\"error\":\"%s\",\"message\":\"%s\"}".formatted(code(status).id(), reason(status));
    response.write(true, StandardCharsets.UTF_8.encode(body), callback);
    return true;
  }
}
