package io.weir.systemtests.interop;

import io.weir.systemtests.WeirProcess;
import java.nio.file.Files;
import java.nio.file.Path;

/** A Weir that serves the stream {@code trucks}, and a page that its listener admits. */
record Scene(WeirProcess weir, Page page) implements AutoCloseable {
  /**
   * Starts both.
   *
   * @param settings more lines of the {@code weir.yaml}
   */
  static Scene start(Path folder, String settings) throws Exception {
    Page page = Page.serve();
    Files.writeString(
        folder.resolve("weir.yaml"),
        """
        streams:
          trucks:
        listeners:
          - {name: public, address: "127.0.0.1:0", origins: ["%s"]}
        """
                .formatted(page.origin())
            + settings);
    return new Scene(WeirProcess.serve(folder, "start", "-c", "weir.yaml"), page);
  }

  String url(String target) throws Exception {
    return "ws://" + weir.listener("public") + target;
  }

  Program connect(Client client, String target) throws Exception {
    return client.connect(page, url(target));
  }

  void produce(Producer producer, Producer.Message... messages) throws Exception {
    producer.produce(weir.kafka(), "trucks", messages);
  }

  @Override
  public void close() {
    page.close();
    weir.close();
  }
}
