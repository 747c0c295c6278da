package io.weir.admin;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import io.javalin.http.NotFoundResponse;
import io.javalin.router.Endpoint;
import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.RefusedException;
import jakarta.servlet.Servlet;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What stands at which path, and how its errors look. Thread: that of each request. */
final class AdminRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(AdminRoutes.class);

  private static final String INDEX =
      """
      Weir's admin address.

      GET /healthz                     ok while the process lives
      GET /readyz                      ready, or 503 and the reasons
      GET /metrics                     Prometheus text format, or OpenMetrics by Accept
      GET /api/v1/streams              the streams of this node
      GET /api/v1/links                its links that dial, and how they are
      POST /api/v1/links/{name}/retry  lets one that waits try again at once
      GET /api/v1/sessions?limit=N     its sessions, those with the most unsent bytes first
      DELETE /api/v1/sessions/{id}     closes one
      """;

  private final AdminSources sources;
  private final Exposition exposition;
  private final AdminGuard guard;

  /**
   * @param onLoopback asked at each request: whether the bound address is a loopback one
   */
  AdminRoutes(
      AdminSettings settings,
      AdminSources sources,
      Exposition exposition,
      BooleanSupplier onLoopback) {
    this.sources = sources;
    this.exposition = exposition;
    this.guard = new AdminGuard(settings, onLoopback);
  }

  Servlet servlet() {
    return Javalin.create(this::configure).javalinServlet();
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.prefer405over404 = true;
    config.http.defaultContentType = "text/plain; charset=utf-8";
    config.routes.before(
        context -> {
          AdminHttp.SAFETY_HEADERS.forEach(context::header);
          guard.check(context);
        });
    show(config, "/", context -> context.result(INDEX));
    show(config, "/healthz", context -> context.result("ok\n"));
    show(config, "/readyz", this::ready);
    show(config, "/metrics", this::metrics);
    show(config, "/api/v1/streams", context -> context.json(sources.streams().get()));
    LinkRoutes links = new LinkRoutes(sources.links());
    show(config, "/api/v1/links", links::list);
    config.routes.addEndpoint(
        new Endpoint(HandlerType.POST, "/api/v1/links/{name}/retry", links::retry));
    SessionRoutes sessions = new SessionRoutes(sources.sessions());
    show(config, "/api/v1/sessions", sessions::list);
    config.routes.addEndpoint(
        new Endpoint(HandlerType.DELETE, "/api/v1/sessions/{id}", sessions::close));
    errors(config);
  }

  /** A path to read: GET, and HEAD with the same status. */
  private static void show(JavalinConfig config, String path, Handler handler) {
    config.routes.addEndpoint(new Endpoint(HandlerType.GET, path, handler));
    config.routes.addEndpoint(new Endpoint(HandlerType.HEAD, path, handler));
  }

  private void ready(Context context) {
    List<String> reasons = sources.unready().get();
    if (reasons.isEmpty()) {
      context.result("ready\n");
      return;
    }
    context.status(503);
    context.result(reasons.stream().collect(Collectors.joining("\n", "not ready\n", "\n")));
  }

  private void metrics(Context context) {
    String format = Exposition.format(Optional.ofNullable(context.header("Accept")).orElse("*/*"));
    context.contentType(format).result(exposition.render(format));
  }

  private static void errors(JavalinConfig config) {
    config.routes.exception(
        NotFoundResponse.class,
        (e, context) -> answer(context, ErrorCode.NOT_FOUND, "No such path; GET / lists them"));
    config.routes.exception(MethodNotAllowedResponse.class, AdminRoutes::wrongMethod);
    config.routes.exception(
        HttpResponseException.class,
        (e, context) -> {
          context.status(e.getStatus());
          context.json(
              ErrorBody.of(AdminHttp.code(e.getStatus()), AdminHttp.reason(e.getStatus())));
        });
    config.routes.exception(
        RefusedException.class,
        (e, context) -> answer(context, e.refusal().code(), e.refusal().message()));
    config.routes.exception(Exception.class, AdminRoutes::failed);
  }

  private static void wrongMethod(MethodNotAllowedResponse e, Context context) {
    String allowed = String.join(", ", e.getDetails().values());
    context.header("Allow", allowed);
    answer(context, ErrorCode.METHOD_NOT_ALLOWED, "Allowed here: " + allowed);
  }

  private static void failed(Exception e, Context context) {
    LOG.error("event=admin_request_failed method={} path={}", context.method(), context.path(), e);
    answer(context, ErrorCode.INTERNAL_ERROR, "Weir failed; its log has the reason");
  }

  private static void answer(Context context, ErrorCode code, String message) {
    context.status(code.httpStatus()).json(ErrorBody.of(code, message));
  }
}
