package io.weir.cli.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.cli.connection.Target;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class DestinationTest {
  private static final String SERVER = "ws://h:1";

  @Test
  void aStreamIsPublishedToWhereItsRecordsDoNotComeBack() {
    assertThat(of("my readings", "d1"))
        .isEqualTo(
            new Destination(
                URI.create("ws://h:1/streams"), new WeirWire("my readings", Optional.of("d1"))));
    assertThat(of("wss://h/weir/streams/a+b?token=t", null))
        .isEqualTo(
            new Destination(
                URI.create("wss://h/weir/streams?token=t"), new WeirWire("a+b", Optional.empty())));
  }

  @Test
  void anotherUrlTakesPlainMessages() {
    assertThat(of("/api/data", null))
        .isEqualTo(new Destination(URI.create("ws://h:1/api/data"), new PlainWire(false)));
    assertThat(of("ws://h/api?ack=each", null).wire()).isEqualTo(new PlainWire(true));
  }

  @Test
  void whatCannotBeMeantIsSaid() {
    assertThatThrownBy(() -> of("ws://h/api", "d1"))
        .hasMessageStartingWith("--key d1: only a stream that is given by its name takes a key");
    assertThatThrownBy(() -> of("ws://h/api?ack=every:10", null))
        .hasMessage("ws://h/api?ack=every:10: records are told apart with ack=each only");
  }

  private static Destination of(String stream, @Nullable String key) {
    return Destination.of(Target.of(stream, SERVER), Optional.ofNullable(key));
  }
}
