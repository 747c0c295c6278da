package io.weir.netty;

/** Serves an echo at every path for the Autobahn suite until it is ended. */
public final class AutobahnEchoMain {
  private static final int MAX_MESSAGE_BYTES = 32 << 20;

  private AutobahnEchoMain() {}

  /** Takes the port. */
  public static void main(String[] arguments) throws InterruptedException {
    new TestServer(1).maxMessageBytes(MAX_MESSAGE_BYTES).start(Integer.parseInt(arguments[0]));
    Thread.currentThread().join();
  }
}
