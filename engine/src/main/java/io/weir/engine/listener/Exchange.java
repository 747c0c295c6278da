package io.weir.engine.listener;

import io.weir.engine.error.Refusal;
import io.weir.engine.socket.Loop;
import io.weir.engine.socket.Opener;

/** A request whose body is being taken, to be answered once. Thread: the loop of its connection. */
public interface Exchange {

  Loop loop();

  /** Whose request it is. */
  Opener opener();

  /** Reads no more of the body, but for what was read already. */
  void pause();

  /** Reads on. */
  void resume();

  /** Answers with 200 and JSON. Without effect if it was answered. */
  void answer(String json);

  /** Answers with an error. Without effect if it was answered. */
  void refuse(Refusal refusal);
}
