package io.weir.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.engine.config.ByteSize;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
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
  void tellsEachClientOnlyWhatItUnderstands() {
    var settings =
        new KafkaSettings(
            "a:1",
            Map.of("compression.type", "lz4", "fetch.min.bytes", "9", "my.login.option", "x"),
            1,
            false);
    assertThat(ClientProperties.tail(settings, "c"))
        .containsEntry("fetch.min.bytes", "9")
        .containsEntry("my.login.option", "x")
        .doesNotContainKey("compression.type");
    assertThat(ClientProperties.producer(settings, "c", ByteSize.mebibytes(1)))
        .containsEntry("compression.type", "lz4")
        .containsEntry("my.login.option", "x")
        .doesNotContainKey("fetch.min.bytes");
  }

  @Test
  void waitsForEverAndForAllReplicasWhateverTheSettingsSay() {
    var settings =
        new KafkaSettings(
            "a:1", Map.of("acks", "0", "delivery.timeout.ms", "1", "linger.ms", "1"), 1, false);
    var config = new ProducerConfig(withSerializers(settings, ByteSize.mebibytes(50)));
    assertThat(config.getString("acks")).isEqualTo("-1");
    assertThat(config.getInt("delivery.timeout.ms")).isEqualTo(Integer.MAX_VALUE);
    assertThat(config.getLong("linger.ms")).isEqualTo(1);
    assertThat(config.getLong("max.block.ms")).isZero();
    assertThat(config.getInt("max.request.size")).isGreaterThan(50 << 20);
    assertThat(config.getLong("buffer.memory"))
        .isGreaterThan(config.getInt("max.request.size"))
        .isLessThan(200 << 20);
  }

  private static Map<String, Object> withSerializers(KafkaSettings settings, ByteSize maxRecord) {
    Map<String, Object> all = ClientProperties.producer(settings, "c", maxRecord);
    all.put("key.serializer", ByteArraySerializer.class);
    all.put("value.serializer", ByteArraySerializer.class);
    return all;
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
