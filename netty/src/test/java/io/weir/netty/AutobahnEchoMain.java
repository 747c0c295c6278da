package io.weir.netty;

/**
 * Serves an echo for the Autobahn suite until it is ended, and prints its URL. A process of its
 * own, because the suite's large messages take for ever under a paranoid leak detector.
 */
public final class AutobahnEchoMain {
  private static final int MAX_MESSAGE_BYTES = 32 << 20;

  private AutobahnEchoMain() {}

  /** Takes the port; without one it is a free one. */
  public static void main(String[] arguments) throws InterruptedException {
    int port = arguments.length == 0 ? 0 : Integer.parseInt(arguments[0]);
    TestServer server = new TestServer(1).maxMessageBytes(MAX_MESSAGE_BYTES).start(port);
    System.out.println("ws://127.0.0.1:" + server.address().getPort() + "/echo");
    Thread.currentThread().join();
  }
}
