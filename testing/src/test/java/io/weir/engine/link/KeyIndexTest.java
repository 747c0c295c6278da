package io.weir.engine.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.frame.FrameKind;
import io.weir.engine.metric.Labels;
import io.weir.engine.metric.Metrics;
import io.weir.testing.socket.HeapFrameMemory;
import io.weir.testing.socket.ManualLoop;
import io.weir.testing.socket.SinkSocket;
import io.weir.testing.stream.MemoryLog;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The indexes against maps of the JDK, with many keys that meet in the same places. */
final class KeyIndexTest {
  private static final int SEEDS = 200;
  private static final int STEPS = 400;

  private final ManualLoop loop = new ManualLoop();
  private final HeapFrameMemory memory = new HeapFrameMemory();
  private final Hub hub = new Hub(0, 1, loop, memory, OutSettings.DEFAULT, new Metrics());
  private final Feed feed =
      new Feed(OutNode.TRUCKS, new MemoryLog(1), memory, List.of(hub), OutSettings.DEFAULT);

  private final Map<String, Set<OutSession>> model = new HashMap<>();

  private OutSession session() {
    Subscription subscription =
        new Subscription(OutNode.TRUCKS, KeyFilter.ALL, FrameKind.VALUE, Labels.NONE);
    return new OutSession(subscription, feed, hub, new SinkSocket(loop));
  }

  @Test
  void findsWhatAMapFinds() {
    for (long seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      int keys = 1 + random.nextInt(60);
      KeyIndex index = new KeyIndex();
      model.clear();
      for (int step = 0; step < STEPS; step++) {
        String key = "k" + random.nextInt(keys);
        if (random.nextInt(5) < 3) {
          OutSession session = session();
          index.add(bytes(key), session);
          model.computeIfAbsent(key, k -> new HashSet<>()).add(session);
        } else {
          takeOne(key, random).forEach(session -> index.remove(bytes(key), session));
        }
        assertThat(found(index, "k" + random.nextInt(keys + 5)))
            .as("seed %d", seed)
            .allSatisfy((k, sessions) -> assertThat(sessions).isEqualTo(modelOf(k)));
      }
      assertSame(index, seed);
    }
  }

  private void assertSame(KeyIndex index, long seed) {
    model.forEach(
        (key, sessions) ->
            assertThat(found(index, key)).as("seed %d", seed).containsEntry(key, sessions));
    int[] lists = new int[1];
    index.forEach(list -> lists[0]++);
    assertThat(lists[0]).as("seed %d", seed).isEqualTo(model.size());
    assertThat(index.isEmpty()).isEqualTo(model.isEmpty());
  }

  private Set<OutSession> modelOf(String key) {
    return model.getOrDefault(key, Set.of());
  }

  /** Takes a random session of a key out of the model. */
  private List<OutSession> takeOne(String key, Random random) {
    List<OutSession> sessions = new ArrayList<>(modelOf(key));
    if (sessions.isEmpty()) {
      return List.of();
    }
    OutSession gone = sessions.get(random.nextInt(sessions.size()));
    modelOf(key).remove(gone);
    if (modelOf(key).isEmpty()) {
      model.remove(key);
    }
    return List.of(gone);
  }

  private static Map<String, Set<OutSession>> found(KeyIndex index, String key) {
    // The key stands at the beginning of a longer array, as prefixes do.
    byte[] longer = bytes(key + "behind");
    int length = bytes(key).length;
    KeyIndex.Entry entry = index.find(longer, length, KeyHash.of(longer, length));
    Set<OutSession> sessions = new HashSet<>();
    for (int i = 0; entry != null && i < entry.sessions.size(); i++) {
      sessions.add(entry.sessions.at(i));
    }
    return Map.of(key, sessions);
  }

  @Test
  void keepsOneIndexPerLengthOfPrefixInOrder() {
    for (long seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      PrefixIndex index = new PrefixIndex();
      model.clear();
      for (int step = 0; step < STEPS / 4; step++) {
        String prefix = "abcdefghij".substring(0, random.nextInt(11));
        if (random.nextInt(5) < 3) {
          OutSession session = session();
          index.add(bytes(prefix), session);
          model.computeIfAbsent(prefix, k -> new HashSet<>()).add(session);
        } else {
          takeOne(prefix, random).forEach(session -> index.remove(bytes(prefix), session));
        }
        assertSame(index, seed);
      }
    }
  }

  private void assertSame(PrefixIndex index, long seed) {
    List<Integer> lengths = new ArrayList<>();
    for (int i = 0; i < index.size(); i++) {
      lengths.add(index.length(i));
      String prefix = "abcdefghij".substring(0, index.length(i));
      assertThat(found(index.index(i), prefix)).containsEntry(prefix, modelOf(prefix));
    }
    Set<Integer> expected = new TreeSet<>();
    model.keySet().forEach(prefix -> expected.add(prefix.length()));
    assertThat(lengths).as("seed %d", seed).containsExactlyElementsOf(expected);
  }

  @Test
  void removesNothingForASessionThatIsNotThere() {
    KeyIndex index = new KeyIndex();
    OutSession there = session();
    index.add(bytes("a"), there);
    index.remove(bytes("a"), session());
    index.remove(bytes("b"), there);
    assertThat(found(index, "a")).containsEntry("a", Set.of(there));
  }

  private static byte[] bytes(String key) {
    return key.getBytes(StandardCharsets.UTF_8);
  }
}
