package io.weir.engine.limit;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The open connections of a node, in all and by address, and whether one more may come. Any thread;
 * asked when a connection comes and when it goes, and never in between.
 */
public final class Connections {
  private final int max;
  private final int maxPerAddress;
  private final AtomicInteger open = new AtomicInteger();
  private final Map<Long, Integer> byAddress = new ConcurrentHashMap<>();

  /**
   * @param max in all; 0: any number
   * @param maxPerAddress from one IPv4 address or one /64 of IPv6, which is what one customer of a
   *     provider gets (RFC 6177); 0: any number, and addresses are not remembered
   */
  public Connections(int max, int maxPerAddress) {
    this.max = max;
    this.maxPerAddress = maxPerAddress;
  }

  /** One more; empty: it is counted until {@link #leave()}. */
  public Optional<Refusal> enter() {
    if (open.incrementAndGet() <= max || max == 0) {
      return Optional.empty();
    }
    open.decrementAndGet();
    return Optional.of(
        new Refusal(
            ErrorCode.TOO_MANY_CONNECTIONS,
            "%d connections are open, limits.max-connections=%d".formatted(max, max)));
  }

  public void leave() {
    open.decrementAndGet();
  }

  /** Whether connections are counted by address. */
  public boolean areCountedByAddress() {
    return maxPerAddress > 0;
  }

  /** One more from there; empty: it is counted until {@link #leave(InetAddress)}. */
  public Optional<Refusal> enter(InetAddress address) {
    if (maxPerAddress == 0 || byAddress.merge(block(address), 1, Integer::sum) <= maxPerAddress) {
      return Optional.empty();
    }
    leave(address);
    return Optional.of(
        new Refusal(
            ErrorCode.TOO_MANY_FROM_ADDRESS,
            "%d connections from your address are open, limits.max-connections-per-address=%d"
                .formatted(maxPerAddress, maxPerAddress)));
  }

  public void leave(InetAddress address) {
    byAddress.computeIfPresent(block(address), (block, count) -> count == 1 ? null : count - 1);
  }

  /** How many addresses have connections, if that is counted. */
  int addresses() {
    return byAddress.size();
  }

  /** IPv4 addresses lie in ::/32, from which nobody comes. */
  private static long block(InetAddress address) {
    ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
    return address instanceof Inet4Address
        ? Integer.toUnsignedLong(bytes.getInt())
        : bytes.getLong();
  }
}
