package io.weir.systemtests.interop;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/**
 * A WebSocket client that is not ours. It tells in lines what happens to it: {@code open
 * EXTENSIONS}, {@code text VALUE}, {@code binary HEX}, {@code closed CODE REASON}, {@code refused
 * STATUS WWW-AUTHENTICATE BODY}.
 */
enum Client {
  /** Python's websockets. */
  PYTHON(true),
  /** The same, where only a smaller window is welcome than Weir compresses with. */
  PYTHON_SMALL_WINDOW(false),
  /** Node's ws. */
  NODE(true),
  /** A page in a headless Chromium. */
  CHROMIUM(true);

  private static final String DEFLATE =
      "permessage-deflate; server_no_context_takeover; client_no_context_takeover";

  private final boolean compresses;

  Client(boolean compresses) {
    this.compresses = compresses;
  }

  /** The extension that it and Weir agree on; empty: none. */
  String extension() {
    return compresses ? DEFLATE : "";
  }

  /** Has it open a WebSocket. The page is Chromium's. */
  Program connect(Page page, String url) throws IOException {
    return Program.start(
        switch (this) {
          case PYTHON, PYTHON_SMALL_WINDOW, NODE -> program(url);
          case CHROMIUM -> browser(page.origin(), url);
        });
  }

  /** As {@link #connect}, with credentials in the {@code Authorization} header. */
  Program connectAs(String credentials, String url) throws IOException {
    return Program.start(program(url, credentials));
  }

  private List<String> program(String... arguments) {
    List<String> command =
        switch (this) {
          case PYTHON -> List.of(Tools.python(), Tools.script("subscribe.py"));
          case PYTHON_SMALL_WINDOW ->
              List.of(Tools.python(), Tools.script("subscribe.py"), "--small-window");
          case NODE -> List.of(Tools.node(), Tools.script("subscribe.js"));
          case CHROMIUM -> throw new IllegalArgumentException("browsers cannot set headers");
        };
    return Stream.concat(command.stream(), Stream.of(arguments)).toList();
  }

  /** Has Chromium open a page of this origin, which opens the WebSocket. */
  static Program browse(String origin, String url) throws IOException {
    return Program.start(browser(origin, url));
  }

  private static List<String> browser(String origin, String url) throws IOException {
    return List.of(Tools.node(), Tools.script("browse.js"), origin + "/#" + url);
  }
}
