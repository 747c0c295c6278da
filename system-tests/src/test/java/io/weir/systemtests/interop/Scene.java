package io.weir.systemtests.interop;

import io.weir.systemtests.WeirProcess;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A Weir that serves the stream {@code trucks} on two listeners, {@code ws} and {@code wss}, and a
 * page that they admit.
 */
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
          - {name: ws, address: "127.0.0.1:0", origins: ["%s"]}
          - {name: wss, address: "127.0.0.1:0", origins: ["%s"], tls: %s}
        """
                .formatted(page.origin(), page.origin(), Trusted.setting())
            + settings);
    return new Scene(WeirProcess.serve(folder, "start", "-c", "weir.yaml"), page);
  }

  String url(String target) throws Exception {
    return url("ws", target);
  }

  String url(String scheme, String target) throws Exception {
    return scheme + "://" + weir.listener(scheme) + target;
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
