package io.weir.engine.link.in;

import io.weir.engine.error.Refusal;
import io.weir.engine.stream.Header;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What was refused, as it came, for whoever looks into it later. */
final class RefusedCopy {
  private static final String STREAM = "weir.refused.stream";
  private static final String CODE = "weir.refused.code";
  private static final String REASON = "weir.refused.reason";

  private RefusedCopy() {}

  /**
   * @param headers that its records would have had; the reason goes before them
   */
  static Draft of(Publication publication, Refusal refusal, byte[] payload, List<Header> headers) {
    List<Header> all = new ArrayList<>();
    all.add(header(STREAM, publication.stream().name()));
    all.add(header(CODE, refusal.code().id()));
    all.add(header(REASON, refusal.message()));
    all.addAll(headers);
    return new Draft(null, payload, List.copyOf(all), System.currentTimeMillis());
  }

  private static Header header(String name, String value) {
    return new Header(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
