package io.weir.cli.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.cli.CommandException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TargetTest {
  private static final String SERVER = "ws://127.0.0.1:8080";

  @ParameterizedTest
  @CsvSource({
    "trucks,                       ws://127.0.0.1:8080,     ws://127.0.0.1:8080/streams/trucks,    "
        + "    true",
    "trucks,                       127.0.0.1:8080,          ws://127.0.0.1:8080/streams/trucks,    "
        + "    true",
    "trucks,                       https://example.com/w/,  wss://example.com/w/streams/trucks,    "
        + "    true",
    "a b/c,                        ws://h,                  ws://h/streams/a%20b%2Fc,              "
        + "    true",
    "/streams/trucks?key=a,        ws://h:1,                ws://h:1/streams/trucks?key=a,         "
        + "    true",
    "/api/data,                    ws://h:1,                ws://h:1/api/data,                     "
        + "    false",
    "ws://h:1/streams/trucks,      ws://other,              ws://h:1/streams/trucks,               "
        + "    true",
    "wss://echo.example.com,       ws://other,              wss://echo.example.com/,               "
        + "    false",
    "http://[::1]:80/x?y=%20#z,    ws://other,              ws://[::1]:80/x?y=%20,                 "
        + "    false"
  })
  void findsTheUrl(String stream, String server, String url, boolean isNative) {
    Target target = Target.of(stream, server);
    assertThat(target.uri()).hasToString(url);
    assertThat(target.isNative()).isEqualTo(isNative);
  }

  @Test
  void keysGoIntoTheQueryAfterWhatIsThere() {
    Target target =
        Target.of("ws://h/streams/t?a=1", SERVER).with("key", List.of("truck-*", "a&b=c +ü"));
    assertThat(target.uri())
        .hasToString("ws://h/streams/t?a=1&key=truck-*&key=a%26b%3Dc%20%2B%C3%BC");
    assertThat(Target.of("t", SERVER).with("key", List.of("a")).uri()).hasQuery("key=a");
    assertThat(Target.of("t", SERVER).with("key", List.of()).uri()).hasNoQuery();
  }

  @Test
  void knowsWhichParametersAreThere() {
    Target target = Target.of("/streams/t?frame=record&keys=1", SERVER);
    assertThat(target.has("frame")).isTrue();
    assertThat(target.has("key")).isFalse();
    assertThat(Target.of("t", SERVER).has("frame")).isFalse();
  }

  @Test
  void parametersCanBeTakenAway() {
    Target target = Target.of("/streams/t?from=-1m&key=from&last=&last", "ws://h");
    assertThat(target.without(Set.of("from", "last")).uri())
        .hasToString("ws://h/streams/t?key=from");
    assertThat(target.without(Set.of("from", "last", "key")).uri()).hasToString("ws://h/streams/t");
    assertThat(Target.of("t", "ws://h").without(Set.of("from")).uri())
        .hasToString("ws://h/streams/t");
  }

  @Test
  void takesTheUserOutOfTheUrl() {
    Target target = Target.of("wss://me:secret@h/x", SERVER);
    assertThat(target.user()).contains("me:secret");
    assertThat(target.uri()).hasToString("wss://h/x");
  }

  @ParameterizedTest
  @CsvSource({
    "ftp://h/x,      'ftp://h/x: the scheme must be ws or wss'",
    "ws:///x,        'ws:///x: no host in this URL'",
    "ws://h/a b,     'ws://h/a b: Illegal character in path at character 9'"
  })
  void saysWhatIsWrong(String stream, String message) {
    assertThatThrownBy(() -> Target.of(stream, SERVER))
        .isInstanceOf(CommandException.class)
        .hasMessage(message);
  }
}
