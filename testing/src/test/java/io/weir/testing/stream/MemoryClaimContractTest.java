package io.weir.testing.stream;

import io.weir.engine.stream.Claims;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Claims in memory keep the contract. */
final class MemoryClaimContractTest extends ClaimContract {

  @Override
  protected ClaimHarness harness() {
    MemoryLog log = new MemoryLog(1);
    MemoryGroups groups = new MemoryGroups(log);
    return new Harness(log, List.of(new MemoryClaims(groups), new MemoryClaims(groups)));
  }

  private record Harness(MemoryLog log, List<MemoryClaims> nodes, List<MemoryClaims> running)
      implements ClaimHarness {

    Harness(MemoryLog log, List<MemoryClaims> nodes) {
      this(log, nodes, new ArrayList<>(nodes));
    }

    @Override
    public Claims node(int index) {
      return nodes.get(index);
    }

    @Override
    public void createTopic(String topic, int partitions) {
      log.createTopic(topic, partitions);
    }

    @Override
    public void kill(int node) {
      pause(node);
    }

    @Override
    public void pause(int node) {
      running.remove(nodes.get(node));
      nodes.get(node).expire();
    }

    @Override
    public void resume(int node) {
      running.add(nodes.get(node));
    }

    @Override
    public void step() {
      running.forEach(MemoryClaims::step);
    }

    @Override
    public Duration patience() {
      return Duration.ofSeconds(5);
    }

    @Override
    public void close() {}
  }
}
