package io.weir.bench.experiment;

/** What is measured in turn with others. */
interface Subject {
  String name();

  /** Runs until its code is compiled and its caches are warm. */
  void warmUp() throws Exception;

  Sample measure() throws Exception;
}
