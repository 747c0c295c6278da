package io.weir.engine.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class BasicAccessTest {
  private final Access access = new Access.Basic("user", "pässword");

  @Test
  void letsTheOneUserIn() {
    assertThat(check(new Credentials.Basic("user", "pässword"))).isEmpty();
  }

  @Test
  void refusesEveryoneElse() {
    assertRefused("wrong user or password", new Credentials.Basic("user", "password"));
    assertRefused("wrong user or password", new Credentials.Basic("User", "pässword"));
    assertRefused("wrong user or password", new Credentials.Basic("", ""));
  }

  @Test
  void tellsWhereTheUserEndsAndThePasswordBegins() {
    assertRefused("wrong user or password", new Credentials.Basic("userp", "ässword"));
    assertRefused("wrong user or password", new Credentials.Basic("", "userpässword"));
  }

  @Test
  void wantsExactlyOneCredential() {
    Credentials right = new Credentials.Basic("user", "pässword");
    assertRefused("credentials are required: Basic, or ?username=…&api_key=…");
    assertRefused("more than one credential was given: send exactly one", right, right);
    assertRefused("tokens are not accepted here: use Basic", new Credentials.Bearer("token"));
    assertRefused("not base64", new Credentials.Malformed("not base64"));
  }

  @Test
  void knowsWhomItLetsIn() {
    assertThat(access.principal()).isEqualTo(new Principal("user"));
    assertThat(new Access.Open().principal()).isEqualTo(Principal.ANONYMOUS);
  }

  @Test
  void openLetsEverybodyIn() {
    Access open = new Access.Open();
    assertThat(open.check(List.of())).isEmpty();
    assertThat(open.check(List.of(new Credentials.Malformed("not base64")))).isEmpty();
  }

  @Test
  void printsNoSecret() {
    assertThat(new Credentials.Basic("user", "secret")).hasToString("Basic[…]");
    assertThat(new Credentials.Bearer("secret")).hasToString("Bearer[…]");
  }

  private void assertRefused(String message, Credentials... credentials) {
    assertThat(check(credentials)).contains(new Refusal(ErrorCode.UNAUTHENTICATED, message));
  }

  private Optional<Refusal> check(Credentials... credentials) {
    return access.check(List.of(credentials));
  }
}
