package io.weir.engine.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.RefusedException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=+/ %\u00e9";

  private static Cursor cursor(long[] next, int[] epochs) {
    return new Cursor(TopicId.of("trucks", 17, -4), Positions.of(next, epochs));
  }

  private static Cursor random(Random random, int partitions) {
    long[] next = new long[partitions];
    int[] epochs = new int[partitions];
    for (int i = 0; i < partitions; i++) {
      next[i] = random.nextLong() >>> (1 + random.nextInt(63));
      epochs[i] = (random.nextInt() >>> (1 + random.nextInt(31))) - 1;
    }
    TopicId topic = TopicId.of("t" + random.nextInt(), random.nextLong(), random.nextLong());
    return new Cursor(topic, Positions.of(next, epochs));
  }

  private static void assertRefused(String text, String why) {
    assertThatExceptionOfType(RefusedException.class)
        .as(text)
        .isThrownBy(() -> Cursor.parse(text))
        .satisfies(e -> assertThat(e.refusal().code()).isEqualTo(ErrorCode.BAD_REQUEST))
        .withMessage("this is no cursor of Weir: " + why);
  }

  private static void assertDamaged(String text) {
    assertRefused(text, "it is cut or damaged");
  }

  /** The text of these bytes, whatever they say, with a check that is right. */
  private static String checked(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    int check = (int) crc.getValue();
    byte[] all = Arrays.copyOf(bytes, bytes.length + 3);
    all[bytes.length] = (byte) (check >> 16);
    all[bytes.length + 1] = (byte) (check >> 8);
    all[bytes.length + 2] = (byte) check;
    return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
  }

  /** Bytes of a topic's cursor that go on like this behind the topic. */
  private static byte[] bytes(int version, int... rest) {
    ByteBuffer bytes = ByteBuffer.allocate(11 + rest.length);
    bytes.put((byte) version).putShort((short) 1).putLong(2);
    for (int each : rest) {
      bytes.put((byte) each);
    }
    return bytes.array();
  }

  @Test
  void isReadAsItWasWritten() {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      Cursor cursor = random(random, random.nextInt(8));
      assertThat(Cursor.parse(cursor.toString())).isEqualTo(cursor);
      assertThat(cursor.toString()).matches("[A-Za-z0-9_-]+");
      assertThat(Cursor.text(cursor.topic(), new Progress(cursor.positions())))
          .isEqualTo(cursor.toString());
    }
  }

  @Test
  void holdsTheLargestOffsetsAndEpochs() {
    Cursor cursor = cursor(new long[] {Long.MAX_VALUE, 0}, new int[] {Integer.MAX_VALUE - 1, -1});
    assertThat(Cursor.parse(cursor.toString())).isEqualTo(cursor);
  }

  @Test
  void isOneTextForEver() {
    Cursor cursor = new Cursor(new TopicId(1, 2), Positions.of(new long[] {300}, new int[] {4}));
    assertThat(cursor.toString()).isEqualTo(checked(bytes(1, 1, 0xAC, 2, 5)));
  }

  @Test
  void fitsIntoFiftySixCharactersForThreePartitions() {
    long offset = (1L << 49) - 1;
    int epoch = 16_382;
    long[] next = {offset, offset, offset};
    assertThat(cursor(next, new int[] {epoch, epoch, epoch}).toString()).hasSize(56);
  }

  @Test
  void refusesEveryDamageOfOneCharacter() {
    Random random = new Random(2);
    for (int partitions = 0; partitions < 6; partitions++) {
      String text = random(random, partitions).toString();
      for (int at = 0; at < text.length(); at++) {
        for (int i = 0; i < ALPHABET.length(); i++) {
          if (ALPHABET.charAt(i) != text.charAt(at)) {
            String damaged = text.substring(0, at) + ALPHABET.charAt(i) + text.substring(at + 1);
            assertThatExceptionOfType(RefusedException.class)
                .as(damaged)
                .isThrownBy(() -> Cursor.parse(damaged));
          }
        }
      }
    }
  }

  @Test
  void refusesWhatIsCutOrLengthened() {
    String text = cursor(new long[] {5, 7}, new int[] {1, 2}).toString();
    for (int length = 1; length < text.length(); length++) {
      String start = text.substring(0, length);
      String end = text.substring(length);
      assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> Cursor.parse(start));
      assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> Cursor.parse(end));
    }
    assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> Cursor.parse(text + "A"));
    assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> Cursor.parse(text + "=="));
    assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> Cursor.parse(text + text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"latest!", "a b", "\u00e9\u00e9", "AQ==AQ==", "\u0000", "a"})
  void refusesWhatIsNoText(String text) {
    assertRefused(text, "a cursor is letters, digits, - and _ as Weir sent them");
  }

  @Test
  void refusesNothingAndTooMuch() {
    assertRefused("", "its length is wrong");
    assertRefused("A".repeat((1 << 20) + 1), "its length is wrong");
  }

  @Test
  void refusesGarbage() {
    Random random = new Random(3);
    for (int i = 0; i < 20_000; i++) {
      byte[] garbage = new byte[random.nextInt(60)];
      random.nextBytes(garbage);
      String text = new String(Base64.getUrlEncoder().encode(garbage), StandardCharsets.US_ASCII);
      assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> Cursor.parse(text));
    }
  }

  @Test
  void refusesAnotherVersion() {
    assertThat(Cursor.parse(checked(bytes(1, 0))).positions()).isEqualTo(Positions.NONE);
    assertRefused(checked(bytes(2, 0)), "this version of Weir cannot read it");
    assertRefused(checked(bytes(0, 0)), "this version of Weir cannot read it");
  }

  /** A check is no signature: whoever makes one up must not get memory or time for it. */
  @Test
  void refusesCountsThatAreNotThere() {
    assertDamaged(checked(bytes(1, 1)));
    assertDamaged(checked(bytes(1, 2, 1, 1)));
    assertDamaged(checked(bytes(1, 0xFF, 0xFF, 0xFF, 0xFF, 0x07, 1, 1)));
    assertDamaged(checked(bytes(1, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F)));
    assertDamaged(checked(new byte[] {1}));
  }

  @Test
  void refusesNumbersThatNobodyWrites() {
    assertDamaged(checked(bytes(1, 1, 0x80, 0x00, 1)));
    assertDamaged(checked(bytes(1, 1, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1, 1)));
    assertDamaged(checked(bytes(1, 1, 5, 0x80, 0x80, 0x80, 0x80, 0x08)));
    assertDamaged(checked(bytes(1, 1, 5, 1, 0)));
  }

  @Test
  void readsAsManyPartitionsAsFitInTime() {
    int[] rest = new int[3 + 2 * 300_000];
    Arrays.fill(rest, 1);
    rest[0] = 0x80 | (300_000 & 0x7F);
    rest[1] = 0x80 | (300_000 >> 7 & 0x7F);
    rest[2] = 300_000 >> 14;
    long begin = System.nanoTime();
    assertThat(Cursor.parse(checked(bytes(1, rest))).positions().count()).isEqualTo(300_000);
    assertThat(System.nanoTime() - begin).isLessThan(2_000_000_000L);
  }

  @Test
  void knowsATopicOfItsNameAgain() {
    TopicId id = TopicId.of("trucks", 1, 2);
    assertThat(id).isEqualTo(TopicId.of("trucks", 1, 2));
    assertThat(id).isNotEqualTo(TopicId.of("trucks", 2, 1));
    assertThat(id).isNotEqualTo(TopicId.of("lorries", 1, 2));
    assertThat(id.isNamed("trucks")).isTrue();
    assertThat(id.isNamed("lorries")).isFalse();
  }
}
