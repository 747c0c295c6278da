package io.weir.netty;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A server, and on it a session that does nothing wrong and must never notice those who do. */
abstract class ServerTest {
  private TestServer server;
  private RawPeer innocent;

  /** The server of this class, not yet started; one loop, so that all share it. */
  TestServer configure() {
    return new TestServer(1);
  }

  @BeforeEach
  void open() {
    server = configure().start();
    innocent = server.open("/echo");
    innocent.expectEcho("before");
  }

  @AfterEach
  void close() {
    try {
      innocent.expectEcho("after");
    } finally {
      innocent.close();
      server.close();
    }
  }

  TestServer server() {
    return server;
  }

  RawPeer innocent() {
    return innocent;
  }
}
