package io.weir.engine.stream;

/** A tail of its own, for reading the past of a stream beside those who are at its end. */
public interface Reader extends Tail {

  /** Ends the thread; followers hear nothing any more. Any thread; does not wait. */
  void stop();
}
