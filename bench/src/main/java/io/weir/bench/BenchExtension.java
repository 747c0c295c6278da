package io.weir.bench;

import io.weir.cli.Extension;

/** Makes {@link BenchCommand} a command of {@code weir}. */
public final class BenchExtension implements Extension {
  @Override
  public Object command() {
    return new BenchCommand();
  }
}
