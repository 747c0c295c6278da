package io.weir.cli.dev;

import io.weir.cli.node.Addresses;
import io.weir.engine.config.Settings;
import io.weir.engine.stream.Stream;
import java.io.PrintWriter;
import picocli.CommandLine.Help.ColorScheme;

/** What {@code weir dev} prints once it is ready: where everything is, and what to try. */
record Welcome(Settings settings, Addresses addresses, ColorScheme colours) {
  private static final String DEFAULT_LISTENER = "127.0.0.1:8080";

  void print(PrintWriter out) {
    out.println();
    out.println(colours.text("@|bold Weir is ready.|@"));
    out.println();
    addresses
        .listeners()
        .values()
        .forEach(address -> settings.streams().forEach(stream -> line(out, stream, address)));
    line(out, "Kafka", addresses.kafka() + "   (data in " + settings.kafka().data() + ")");
    line(out, "Admin", "http://" + addresses.admin() + "/metrics");
    addresses.listeners().values().stream().findFirst().ifPresent(first -> examples(out, first));
    out.println();
    out.println("Ctrl-C stops it; what is in Kafka stays.");
    out.println();
    out.flush();
  }

  private void line(PrintWriter out, Stream stream, String address) {
    if (stream.out()) {
      line(out, "Stream", "ws://" + address + "/streams/" + stream.name());
    }
  }

  private static void line(PrintWriter out, String name, String value) {
    out.printf("  %-8s%s%n", name, value);
  }

  private void examples(PrintWriter out, String address) {
    String url = "ws://" + address + "/streams/" + DevCommand.STREAM;
    String ours = address.equals(DEFAULT_LISTENER) ? DevCommand.STREAM : url;
    out.println();
    out.println("Try, in another terminal:");
    example(out, "./weir stream " + ours + " -o pretty");
    example(out, "websocat '" + url + "?key=truck-001'");
    example(
        out,
        "echo 'truck-100:{\"hello\":\"Kafka\"}' | kcat -P -b %s -t %s -K :"
            .formatted(addresses.kafka(), topic()));
    if (settings.streams().stream().anyMatch(stream -> stream.name().equals(DevCommand.WRITABLE))) {
      String chat = "ws://" + address + "/streams/" + DevCommand.WRITABLE;
      example(out, "websocat '" + chat + "'    # in two terminals: each reads what both write");
    }
    out.println("or in the console of a browser at http://" + address + "/ :");
    example(out, "new WebSocket('%s').onmessage = m => console.log(m.data)".formatted(url));
  }

  private void example(PrintWriter out, String command) {
    out.println(colours.string("  @|bold " + command + "|@"));
  }

  private String topic() {
    return DevCommand.sampled(settings).map(Stream::topic).orElse(DevCommand.STREAM);
  }
}
