package io.weir.engine.access;

/**
 * Who is at the other end.
 *
 * @param name for operators; no secret
 */
public record Principal(String name) {
  /** Somebody who did not have to say who it is. */
  public static final Principal ANONYMOUS = new Principal("anonymous");
}
