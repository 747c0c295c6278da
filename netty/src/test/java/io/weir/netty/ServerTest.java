package io.weir.netty;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A server, and on it a session that does nothing wrong and must never notice those who do. */
abstract class ServerTest {
  private final Venue venue;
  private TestServer server;
  private RawPeer innocent;

  ServerTest() {
    this(Venue.ECHO);
  }

  ServerTest(Venue venue) {
    this.venue = venue;
  }

  /** The server of this class, not yet started; one loop, so that all share it. */
  TestServer configure() {
    return new TestServer(1);
  }

  @BeforeEach
  void open() {
    server = configure().venue(venue).start();
    innocent = server.openServed();
    expectInnocentServed("before");
  }

  @AfterEach
  void close() {
    try {
      expectInnocentServed("after");
    } finally {
      innocent.close();
      server.close();
    }
  }

  TestServer server() {
    return server;
  }

  Venue venue() {
    return venue;
  }

  /** The session that does nothing wrong has not noticed anything. */
  void expectInnocentServed(String text) {
    server.expectServed(innocent, text);
  }
}
