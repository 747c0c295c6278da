package io.weir.bench.load;

/** The server sent what no server may send; the connection is of no more use. */
public final class MalformedFrameException extends RuntimeException {
  private static final long serialVersionUID = 1;

  MalformedFrameException(String message) {
    super(message);
  }
}
