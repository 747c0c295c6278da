package io.weir.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.frame.FrameKind;
import io.weir.engine.link.KeyFilter;
import io.weir.engine.link.OutSettings;
import io.weir.engine.link.Outs;
import io.weir.engine.link.Subscription;
import io.weir.engine.metric.Labels;
import io.weir.engine.stream.Format;
import io.weir.engine.stream.Stream;
import io.weir.testing.stream.MemoryLog;
import io.weir.testing.stream.MemoryRecord;
import io.weir.testing.stream.TailThreads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The way out from a log in memory to real sockets. */
class OutIT extends ServerTest {
  private static final Stream TRUCKS = new Stream("trucks", "trucks", Format.JSON, false, true);

  private final MemoryLog log = new MemoryLog(1);
  private TailThreads tails;

  @BeforeEach
  void serveTrucks() {
    log.createTopic("trucks", 1);
    tails = TailThreads.start(log);
    var outs =
        new Outs(
            log,
            new NettyFrameMemory(),
            server().loops().all(),
            OutSettings.DEFAULT,
            server().metrics());
    for (FrameKind kind : FrameKind.ALL) {
      Subscription all = new Subscription(TRUCKS, KeyFilter.ALL, kind, Labels.NONE);
      server().dialect().put("/" + kind.id(), outs.subscribe(all));
    }
  }

  @AfterEach
  void stopTails() {
    tails.close();
  }

  @Test
  void saysOnceThatASessionOnlySends() {
    try (RawPeer values = server().open("/value");
        RawPeer records = server().open("/record")) {
      Script.run(values, "> text hello?", "> text hello?");
      Script.run(records, "> text hello?", "> text hello?");
      String error =
          "{\"error\":{\"code\":\"not_writable\",\"message\":\"this session only sends; ";
      assertThat(values.readFrame().text()).startsWith("\u001e" + error);
      assertThat(records.readFrame().text()).startsWith(error);
      log.append("trucks", 0, MemoryRecord.of("k", "v"));

      Script.run(values, "< text v");
      assertThat(records.readFrame().text()).startsWith("{\"stream\":\"trucks\"");
    }
  }
}
