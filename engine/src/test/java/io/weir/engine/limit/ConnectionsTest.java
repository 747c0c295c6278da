package io.weir.engine.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ConnectionsTest {
  @Test
  void refusesOneTooManyUntilAnotherLeaves() {
    Connections connections = new Connections(2, 0);

    assertThat(connections.enter()).isEmpty();
    assertThat(connections.enter()).isEmpty();
    assertThat(connections.enter())
        .contains(
            new Refusal(
                ErrorCode.TOO_MANY_CONNECTIONS,
                "2 connections are open, limits.max-connections=2"));
    connections.leave();
    assertThat(connections.enter()).isEmpty();
    assertThat(connections.enter()).isPresent();
  }

  @Test
  void refusesOneTooManyFromOneAddress() {
    Connections connections = new Connections(0, 1);

    assertThat(connections.enter(address("192.0.2.1"))).isEmpty();
    assertThat(connections.enter(address("192.0.2.2"))).isEmpty();
    assertThat(connections.enter(address("192.0.2.1")))
        .contains(
            new Refusal(
                ErrorCode.TOO_MANY_FROM_ADDRESS,
                "1 connections from your address are open, limits.max-connections-per-address=1"));
    connections.leave(address("192.0.2.1"));
    assertThat(connections.enter(address("192.0.2.1"))).isEmpty();
  }

  @Test
  void takesA64OfIpv6ForOneAddress() {
    Connections connections = new Connections(0, 1);

    assertThat(connections.enter(address("2001:db8:0:1::1"))).isEmpty();
    assertThat(connections.enter(address("2001:db8:0:1:ffff::2"))).isPresent();
    assertThat(connections.enter(address("2001:db8:0:2::1"))).isEmpty();
  }

  @Test
  void forgetsAnAddressWithItsLastConnection() {
    Connections connections = new Connections(0, 2);
    connections.enter(address("192.0.2.1"));
    connections.enter(address("192.0.2.1"));
    connections.enter(address("192.0.2.1"));

    assertThat(connections.addresses()).isEqualTo(1);
    connections.leave(address("192.0.2.1"));
    connections.leave(address("192.0.2.1"));
    assertThat(connections.addresses()).isZero();
  }

  @Test
  void remembersNoAddressWhereThereIsNoBound() {
    Connections connections = new Connections(0, 0);

    assertThat(connections.enter(address("192.0.2.1"))).isEmpty();
    assertThat(connections.addresses()).isZero();
    connections.leave(address("192.0.2.1"));
  }

  @Test
  void neverAdmitsMoreThanTheBoundToThreadsAtOnce() {
    Connections connections = new Connections(3, 3);
    AtomicInteger inside = new AtomicInteger();

    int most =
        IntStream.range(0, 100_000)
            .parallel()
            .map(
                i -> {
                  if (connections.enter().isPresent()) {
                    return 0;
                  }
                  int now = inside.incrementAndGet();
                  inside.decrementAndGet();
                  connections.leave();
                  return now;
                })
            .max()
            .orElseThrow();

    assertThat(most).isBetween(1, 3);
    assertThat(IntStream.range(0, 4).filter(i -> connections.enter().isEmpty())).hasSize(3);
  }

  private static InetAddress address(String literal) {
    return InetAddress.ofLiteral(literal);
  }
}
