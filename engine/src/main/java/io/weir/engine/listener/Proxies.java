package io.weir.engine.listener;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.error.RefusedException;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The proxies that a listener believes what they tell of their clients: in {@code Forwarded} (RFC
 * 7239) or in {@code X-Forwarded-For}, {@code -Proto} and {@code -Host}. Nobody else is believed.
 *
 * <p>Who sends a header through a proxy can put entries in front, but not behind those of the
 * proxies. So the client is the last address that is not a trusted proxy's. What is not an address
 * ends the search: the proxy that told it stands for its client.
 *
 * <p>A proxy that sets one kind of header passes the other on as strangers send it. So where both
 * kinds are there and differ, neither is believed.
 */
public record Proxies(List<Subnet> trusted) {
  public static final Proxies NONE = new Proxies(List.of());

  /** Longer chains are cut: nobody has so many proxies. */
  static final int MAX_HOPS = 32;

  private static final Pattern HOST =
      Pattern.compile("(?:[A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}\\])(?::\\d{1,5})?");

  public Proxies {
    trusted = List.copyOf(trusted);
  }

  public boolean isEmpty() {
    return trusted.isEmpty();
  }

  public boolean trusts(InetAddress peer) {
    return trusted.stream().anyMatch(subnet -> subnet.contains(peer));
  }

  /**
   * What the client sees where its proxies see the handshake.
   *
   * @throws RefusedException if both kinds of headers are there and tell different clients: one of
   *     them a stranger has sent
   */
  public Handshake before(Handshake handshake) {
    if (!trusts(handshake.client().address())) {
      return handshake;
    }
    List<Hop> forwarded = Hop.forwarded(handshake);
    List<Hop> legacy = Hop.legacy(handshake);
    if (forwarded.isEmpty() || legacy.isEmpty()) {
      return told(handshake, forwarded.isEmpty() ? legacy : forwarded);
    }
    Handshake one = told(handshake, forwarded);
    Handshake other = told(handshake, legacy);
    if (!one.client().equals(other.client())) {
      throw new Refusal(
              ErrorCode.BAD_REQUEST, "Forwarded and X-Forwarded-For tell different clients")
          .asException();
    }
    return handshake.from(
        one.client(),
        one.secure() == other.secure() ? one.secure() : handshake.secure(),
        one.host().equals(other.host()) ? one.host() : handshake.host());
  }

  private Handshake told(Handshake handshake, List<Hop> hops) {
    if (hops.isEmpty()) {
      return handshake;
    }
    InetAddress address = handshake.client().address();
    Hop hop = hops.getLast();
    for (int i = hops.size() - 1; i >= 0 && trusts(address); i--) {
      hop = hops.get(i);
      Optional<InetAddress> before = Literal.node(hop.client());
      if (before.isEmpty()) {
        break;
      }
      address = before.get();
    }
    return handshake.from(
        new Client(address, true),
        secure(hop.scheme()).orElse(handshake.secure()),
        HOST.matcher(hop.host()).matches() ? hop.host() : handshake.host());
  }

  private static Optional<Boolean> secure(String scheme) {
    return switch (scheme.toLowerCase(Locale.ROOT)) {
      case "https", "wss" -> Optional.of(true);
      case "http", "ws" -> Optional.of(false);
      default -> Optional.empty();
    };
  }
}
