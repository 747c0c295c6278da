package io.weir.engine.listener;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.access.Access;
import io.weir.engine.access.Credentials;
import io.weir.engine.access.Principal;
import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class DoorTest {
  private static final Answer WELCOME = new Answer.Page(200, "welcome");

  @Test
  void takesRequestsWithoutAnOrigin() {
    assertThat(answer(List.of(), null)).isEqualTo(WELCOME);
    assertThat(answer(List.of("https://app.example.com"), null)).isEqualTo(WELCOME);
  }

  @Test
  void takesTheSameHostWhereNoOriginsAreSet() {
    assertThat(answer(List.of(), "http://weir.example.com:8080")).isEqualTo(WELCOME);
    assertThat(answer(List.of(), "https://weir.example.com:8080")).isEqualTo(WELCOME);
    assertForbidden(List.of(), "http://weir.example.com");
    assertForbidden(List.of(), "http://weir.example.com:8080.evil.example");
    assertForbidden(List.of(), "null");
  }

  @Test
  void takesExactlyTheOriginsThatAreSet() {
    List<String> origins = List.of("https://app.example.com", "http://localhost:3000");
    assertThat(answer(origins, "https://app.example.com")).isEqualTo(WELCOME);
    assertThat(answer(origins, "http://localhost:3000")).isEqualTo(WELCOME);
    assertForbidden(origins, "https://app.example.com.evil.example");
    assertForbidden(origins, "http://app.example.com");
    assertForbidden(origins, "http://weir.example.com:8080");
  }

  @Test
  void takesEveryOriginWhereAStarIsSet() {
    assertThat(answer(List.of("*"), "https://anywhere.example")).isEqualTo(WELCOME);
  }

  /** A page of evil.example whose name now stands for 127.0.0.1 is of the same host. */
  @Test
  void takesOnlyLoopbackHostsOnALoopbackAddress() {
    Door door = new Door(new Script(), new Access.Open(), List.of(), true);
    assertThat(door.answer(handshake("http://localhost:8080", "localhost:8080")))
        .isEqualTo(WELCOME);
    assertThat(door.answer(handshake("http://[::1]:8080", "[::1]:8080"))).isEqualTo(WELCOME);
    assertThat(door.answer(handshake(null, "evil.example"))).isEqualTo(WELCOME);
    assertThat(door.answer(handshake("http://evil.example", "evil.example")))
        .isEqualTo(forbidden("http://evil.example"));
  }

  @Test
  void takesOriginsThatAreSetOnALoopbackAddressToo() {
    List<String> origins = List.of("https://app.example.com");
    Door door = new Door(new Script(), new Access.Open(), origins, true);
    assertThat(door.answer(handshake("https://app.example.com", "app.example.com")))
        .isEqualTo(WELCOME);
  }

  @Test
  void refusesAnOriginBeforeItLooksAtCredentials() {
    Door door = new Door(new Script(), new Access.Basic("user", "password"), List.of(), false);
    assertThat(door.answer(handshake("http://evil.example")))
        .isEqualTo(forbidden("http://evil.example"));
  }

  @Test
  void refusesInTheDialectsForm() {
    Door door = new Door(new Script(), new Access.Basic("user", "password"), List.of(), false);
    assertThat(door.answer(handshake(null)))
        .isEqualTo(new Answer.Page(401, "wrong user or password"));
  }

  @Test
  void tellsWhoseSocketItWillBe() {
    Answer.Accept accept = new Answer.Accept((loop, opening) -> {}, Optional.of("weir.plain"));
    Dialect dialect =
        new Script() {
          @Override
          public Answer answer(Handshake handshake) {
            return accept;
          }
        };
    Door basic = new Door(dialect, new Access.Basic("user", "wrong"), List.of(), false);
    assertThat(basic.answer(handshake(null)))
        .isEqualTo(
            new Answer.Accept(
                accept.acceptor(),
                Optional.of("weir.plain"),
                Optional.empty(),
                new Principal("user"),
                Optional.empty()));
    Door open = new Door(dialect, new Access.Open(), List.of(), false);
    assertThat(open.answer(handshake(null))).isEqualTo(accept);
  }

  @Test
  void answersAPreflightWithoutCredentialsAndOnlyToAnAdmittedOrigin() {
    Access basic = new Access.Basic("user", "password");
    Door door = new Door(new Script(), basic, List.of("https://app.example.com"), false);
    Map<String, List<String>> asks = Map.of("access-control-request-method", List.of("GET"));

    assertThat(door.answer(plain("OPTIONS", "https://app.example.com", asks)))
        .isEqualTo(new Answer.Preflight());
    assertThat(door.answer(plain("OPTIONS", "https://evil.example", asks)))
        .isEqualTo(forbidden("https://evil.example"));
  }

  @Test
  void sharesPlainAnswersWithAdmittedOrigins() {
    String app = "https://app.example.com";
    assertThat(sharing(List.of(app), app)).contains(new Sharing(app, true));
    assertThat(sharing(List.of("*", app), app)).contains(new Sharing(app, true));
    assertThat(sharing(List.of("*"), app)).contains(new Sharing(app, false));
    assertThat(sharing(List.of(), "http://weir.example.com:8080"))
        .contains(new Sharing("http://weir.example.com:8080", true));
    assertThat(sharing(List.of(), app)).isEmpty();
    Door door = new Door(new Script(), new Access.Open(), List.of(app), false);
    assertThat(door.sharing(handshake(app))).as("of a WebSocket").isEmpty();
  }

  private static Optional<Sharing> sharing(List<String> origins, String origin) {
    Door door = new Door(new Script(), new Access.Open(), origins, false);
    return door.sharing(plain("GET", origin, Map.of()));
  }

  /** Which browsers send without an origin if the page is of the same host. */
  @Test
  void takesPlainRequestsForStreamsByLoopbackNamesOnlyOnALoopbackAddress() {
    Map<String, List<String>> events = Map.of("accept", List.of("text/event-stream"));
    Door door = new Door(new Script(), new Access.Open(), List.of(), true);
    assertThat(door.answer(plain("GET", null, events))).isInstanceOf(Answer.Refuse.class);
    assertThat(door.answer(plain("GET", null, Map.of()))).isEqualTo(WELCOME);

    List<String> named = List.of("http://weir.example.com:8080");
    Door tunnel = new Door(new Script(), new Access.Open(), named, true);
    assertThat(tunnel.answer(plain("GET", null, events))).isEqualTo(WELCOME);
    Door elsewhere = new Door(new Script(), new Access.Open(), List.of(), false);
    assertThat(elsewhere.answer(plain("GET", null, events))).isEqualTo(WELCOME);
  }

  private static Handshake plain(
      String method, @Nullable String origin, Map<String, List<String>> headers) {
    Map<String, List<String>> all = new HashMap<>(headers);
    all.put("host", List.of("weir.example.com:8080"));
    if (origin != null) {
      all.put("origin", List.of(origin));
    }
    return handshake(method, all, false, "weir.example.com:8080");
  }

  private static void assertForbidden(List<String> origins, String origin) {
    assertThat(answer(origins, origin)).isEqualTo(forbidden(origin));
  }

  private static Answer forbidden(String origin) {
    String message = "origin " + origin + " is not among the listener's origins";
    return new Answer.Refuse(new Refusal(ErrorCode.FORBIDDEN, message), true);
  }

  private static Answer answer(List<String> origins, @Nullable String origin) {
    return new Door(new Script(), new Access.Open(), origins, false).answer(handshake(origin));
  }

  private static Handshake handshake(@Nullable String origin) {
    return handshake(origin, "weir.example.com:8080");
  }

  private static Handshake handshake(@Nullable String origin, String host) {
    Map<String, List<String>> headers =
        origin == null ? Map.of() : Map.of("origin", List.of(origin));
    return handshake("GET", headers, true, host);
  }

  private static Handshake handshake(
      String method, Map<String, List<String>> headers, boolean upgrade, String host) {
    return new Handshake(
        method,
        "/",
        "/",
        Map.of(),
        headers,
        upgrade,
        false,
        host,
        Client.direct(InetAddress.getLoopbackAddress()));
  }

  /** Shows a wrong password and welcomes whoever gets in. */
  private static class Script implements Dialect {
    @Override
    public String name() {
      return "script";
    }

    @Override
    public List<Credentials> credentials(Handshake handshake) {
      return List.of(new Credentials.Basic("user", "wrong"));
    }

    @Override
    public Answer answer(Handshake handshake) {
      return WELCOME;
    }

    @Override
    public Answer refuse(Handshake handshake, Refusal refusal) {
      return new Answer.Page(refusal.code().httpStatus(), refusal.message());
    }
  }
}
