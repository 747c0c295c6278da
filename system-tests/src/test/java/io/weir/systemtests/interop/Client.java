package io.weir.systemtests.interop;

import java.io.IOException;
import java.util.List;

/**
 * A WebSocket client that is not ours. It tells in lines what happens to it: {@code open}, {@code
 * text VALUE}, {@code binary HEX}, {@code closed CODE REASON}, {@code refused STATUS
 * WWW-AUTHENTICATE BODY}.
 */
enum Client {
  /** Python's websockets. */
  PYTHON,
  /** Node's ws. */
  NODE,
  /** A page in a headless Chromium. */
  CHROMIUM;

  /** Has it open a WebSocket. The page is Chromium's. */
  Program connect(Page page, String url) throws IOException {
    return Program.start(
        switch (this) {
          case PYTHON -> List.of(Tools.python(), Tools.script("subscribe.py"), url);
          case NODE -> List.of(Tools.node(), Tools.script("subscribe.js"), url);
          case CHROMIUM -> browser(page.origin(), url);
        });
  }

  /** As {@link #connect}, with credentials in the {@code Authorization} header. */
  Program connectAs(String credentials, String url) throws IOException {
    return Program.start(
        switch (this) {
          case PYTHON -> List.of(Tools.python(), Tools.script("subscribe.py"), url, credentials);
          case NODE -> List.of(Tools.node(), Tools.script("subscribe.js"), url, credentials);
          case CHROMIUM -> throw new IllegalArgumentException("browsers cannot set headers");
        });
  }

  /** Has Chromium open a page of this origin, which opens the WebSocket. */
  static Program browse(String origin, String url) throws IOException {
    return Program.start(browser(origin, url));
  }

  private static List<String> browser(String origin, String url) throws IOException {
    return List.of(Tools.node(), Tools.script("browse.js"), origin + "/#" + url);
  }
}
