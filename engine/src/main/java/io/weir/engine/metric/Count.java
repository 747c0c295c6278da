package io.weir.engine.metric;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** A number with one writing thread and any number of reading ones. Costs the writer no fence. */
public final class Count {
  private static final VarHandle VALUE;

  static {
    try {
      VALUE = MethodHandles.lookup().findVarHandle(Count.class, "value", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  @SuppressWarnings("unused") // through VALUE
  private long value;

  /** Adds, on the writing thread. */
  public void add(long amount) {
    VALUE.setOpaque(this, (long) VALUE.getOpaque(this) + amount);
  }

  /** Replaces, on the writing thread. */
  public void set(long amount) {
    VALUE.setOpaque(this, amount);
  }

  /** The latest value that this thread can see. */
  public long value() {
    return (long) VALUE.getOpaque(this);
  }
}
