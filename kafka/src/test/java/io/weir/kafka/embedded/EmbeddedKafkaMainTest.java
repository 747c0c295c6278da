package io.weir.kafka.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class EmbeddedKafkaMainTest {

  @Test
  void readsItsCommandLine() {
    var arguments =
        EmbeddedKafkaMain.Arguments.parse(
            "--address", "127.0.0.1:9099", "--data", "d", "--ready-file", "r", "--topic", "t:3");
    assertThat(arguments.settings())
        .isEqualTo(new EmbeddedKafkaSettings("127.0.0.1", 9099, Path.of("d")));
    assertThat(arguments.readyFile()).isEqualTo(Path.of("r"));
    assertThat(arguments.topics())
        .singleElement()
        .satisfies(t -> assertThat(t.name()).isEqualTo("t"));
    assertThat(arguments.topics().getFirst().numPartitions()).isEqualTo(3);
  }

  @Test
  void saysWhatIsWrongWithACommandLine() {
    assertThatThrownBy(() -> EmbeddedKafkaMain.Arguments.parse("--dat", "d"))
        .hasMessageStartingWith("unknown --dat");
    assertThatThrownBy(() -> EmbeddedKafkaMain.Arguments.parse("--data"))
        .hasMessageStartingWith("--data needs a value");
    assertThatThrownBy(() -> EmbeddedKafkaSettings.at("localhost", Path.of("d")))
        .hasMessage("'localhost' is not an address: write HOST:PORT");
    assertThatThrownBy(() -> EmbeddedKafkaSettings.at("localhost:99999", Path.of("d")))
        .hasMessageContaining("a number from 0 to 65535");
  }

  @Test
  void takesAnIpv6AddressInBrackets() {
    assertThat(EmbeddedKafkaSettings.at("[::1]:0", Path.of("d")).host()).isEqualTo("::1");
  }
}
