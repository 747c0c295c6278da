package io.weir.systemtests.interop;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/**
 * A WebSocket server that is not ours, for Weir to dial. It tells in lines what happens to it:
 * {@code listening PORT}, {@code open TARGET AUTHORIZATION EXTENSIONS}, {@code text VALUE}, {@code
 * binary HEX}, {@code pong}, {@code closed CODE}.
 */
enum Server {
  /** Python's websockets. */
  PYTHON,
  /** Node's ws. */
  NODE;

  /**
   * Starts it on a free port, which its first line tells.
   *
   * @param scheme {@code ws}, or {@code wss} with our {@link Trusted} certificate
   */
  Program start(String scheme) throws IOException {
    Stream<String> command =
        switch (this) {
          case PYTHON -> Stream.of(Tools.python(), Tools.script("serve.py"));
          case NODE -> Stream.of(Tools.node(), Tools.script("serve.js"));
        };
    List<String> files = scheme.equals("wss") ? Trusted.files() : List.of();
    return Program.start(Stream.concat(command, files.stream()).toList());
  }
}
