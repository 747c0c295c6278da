package io.weir.engine.dial;

import io.weir.engine.error.ErrorCode;
import io.weir.engine.error.Refusal;
import io.weir.engine.text.Nearest;
import java.util.List;

/** The dialing links of a node, for operators. Any thread. */
public final class DialLinks {
  public static final DialLinks NONE = new DialLinks(List.of());

  private final List<DialLink> links;

  /**
   * @param links in the order to be shown
   */
  public DialLinks(List<DialLink> links) {
    this.links = List.copyOf(links);
  }

  public List<LinkStatus> list() {
    return links.stream().map(DialLink::status).toList();
  }

  /**
   * Lets a link that waits try again at once; the others go on as they were.
   *
   * @throws io.weir.engine.error.RefusedException if there is no such link
   */
  public void retry(String name) {
    links.stream()
        .filter(link -> link.name().name().equals(name))
        .findFirst()
        .orElseThrow(() -> unknown(name).asException())
        .retry();
  }

  private Refusal unknown(String name) {
    List<String> names = links.stream().map(link -> link.name().name()).toList();
    return new Refusal(
        ErrorCode.NOT_FOUND,
        "there is no link that dials by that name" + Nearest.hint(name, names));
  }
}
