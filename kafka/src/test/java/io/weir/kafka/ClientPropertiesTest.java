package io.weir.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientPropertiesTest {

  @ParameterizedTest
  @CsvSource({
    "security.protocol, true",
    "ssl.truststore.location, true",
    "fetch.min.bytes, true",
    "sasl.jaas.config, false",
    "ssl.keystore.password, false",
    "ssl.key.password, false",
    "ssl.keystore.key, false",
    "sasl.oauthbearer.client.credentials.client.secret, false",
    "sasl.oauthbearer.token.endpoint.url, false",
    "basic.auth.user.info, false",
    "my.login.handler.option, false"
  })
  void showsNothingThatMayHoldASecret(String property, boolean shown) {
    assertThat(ClientProperties.isHarmless(property)).isEqualTo(shown);
  }

  @Test
  void takesWhatTheSettingsSayButNotWhatWeirOwns() {
    var settings =
        new KafkaSettings(
            "a:1",
            Map.of("security.protocol", "SSL", "isolation.level", "read_uncommitted"),
            1,
            false);
    assertThat(ClientProperties.tail(settings, "c"))
        .containsEntry("security.protocol", "SSL")
        .containsEntry("isolation.level", "read_committed")
        .containsEntry("bootstrap.servers", "a:1");
    assertThat(ClientProperties.admin(settings)).containsEntry("security.protocol", "SSL");
  }

  @Test
  void ownsPropertiesThatExist() {
    TreeSet<String> known = new TreeSet<>(ConsumerConfig.configNames());
    known.addAll(ProducerConfig.configNames());
    known.addAll(AdminClientConfig.configNames());
    assertThat(known).containsAll(KafkaLog.OWNED_PROPERTIES.keySet());
  }

  @Test
  void needsAThreadToRead() {
    assertThatThrownBy(() -> new KafkaSettings("a:1", Map.of(), 0, false))
        .hasMessage("tails=0: at least one thread has to read");
  }
}
