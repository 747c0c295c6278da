package io.weir.admin;

import io.javalin.http.Context;
import io.weir.engine.access.Access;
import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.error.RefusedException;
import io.weir.engine.listener.BasicCredentials;
import io.weir.engine.listener.LoopbackHost;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Keeps out of the admin address whoever has no business there, before any route is looked for: web
 * pages of others everywhere, and those without credentials from the API.
 *
 * @param onLoopback asked at each request: whether the bound address is a loopback one
 */
record AdminGuard(AdminSettings settings, BooleanSupplier onLoopback) {
  private static final String API = "/api/";

  /**
   * Passes a request on.
   *
   * @throws RefusedException if it may not pass
   */
  void check(Context context) {
    // Without Host it is HTTP/1.0 and no browser.
    String host = Optional.ofNullable(context.header("Host")).orElse("localhost");
    if (onLoopback.getAsBoolean() && !LoopbackHost.isNamedBy(host)) {
      throw forbidden("Use localhost, 127.0.0.1 or [::1] as the host name of this address");
    }
    String origin = context.header("Origin");
    if (origin != null && !isOwn(origin, host)) {
      throw forbidden("Web pages of other origins are not served here");
    }
    if (context.path().startsWith(API)) {
      checkApi(context);
    }
  }

  /** What browsers send when a page of this address itself asks (RFC 6454 section 7). */
  private static boolean isOwn(String origin, String host) {
    return origin.equals("http://" + host) || origin.equals("https://" + host);
  }

  private void checkApi(Context context) {
    Access access =
        settings
            .apiAccess()
            .orElseThrow(
                () ->
                    forbidden(
                        "admin.address %s is no loopback address, so that the API needs admin.access"
                            .formatted(settings.address())));
    List<String> authorization = Collections.list(context.req().getHeaders("Authorization"));
    if (access.check(BasicCredentials.authorization(authorization)).isPresent()) {
      context.header("WWW-Authenticate", "Basic realm=\"weir admin\", charset=\"UTF-8\"");
      throw new Refusal(
              ErrorCode.UNAUTHENTICATED,
              "The API needs the user and the password of admin.access, as Authorization: Basic")
          .asException();
    }
  }

  private static RefusedException forbidden(String message) {
    return new Refusal(ErrorCode.FORBIDDEN, message).asException();
  }
}
