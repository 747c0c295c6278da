package io.weir.testing.stream;

import io.weir.engine.stream.Commit;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The coordinator of all groups in memory: who is a member, who owns, what was committed. Nodes
 * take part with {@link MemoryClaims}. Any thread.
 */
public final class MemoryGroups {
  private final Map<String, Group> groups = new HashMap<>();
  private final MemoryLog log;

  private static final class Group {
    private final Set<MemoryClaim> members = new LinkedHashSet<>();
    private @Nullable MemoryClaim owner;
    private Commit committed = Commit.NONE;
  }

  /**
   * @param log with the topics that streams need
   */
  public MemoryGroups(MemoryLog log) {
    this.log = log;
  }

  MemoryLog log() {
    return log;
  }

  /** What was committed last under a name. */
  public synchronized Commit committed(String name) {
    return group(name).committed;
  }

  /** Sets it as an operator does who knows no topic's id. */
  public synchronized void set(String name, Commit commit) {
    group(name).committed = commit;
  }

  /** Whoever is first owns; the others stand by. Whether this one owns. */
  synchronized boolean join(MemoryClaim member) {
    Group group = group(member.name());
    group.members.add(member);
    if (group.owner == null) {
      group.owner = member;
    }
    return group.owner.equals(member);
  }

  synchronized boolean isOwner(MemoryClaim member) {
    return member.equals(group(member.name()).owner);
  }

  /** False: another one owns. */
  synchronized boolean commit(MemoryClaim member, Commit commit) {
    boolean owns = isOwner(member);
    if (owns) {
      group(member.name()).committed = commit;
    }
    return owns;
  }

  /** Its session has ended, or it said goodbye: the next one owns. */
  synchronized void remove(MemoryClaim member) {
    Group group = group(member.name());
    group.members.remove(member);
    if (member.equals(group.owner)) {
      group.owner = group.members.stream().findFirst().orElse(null);
    }
  }

  private Group group(String name) {
    return groups.computeIfAbsent(name, n -> new Group());
  }
}
