package io.weir.bench.experiment;

/** What takes records from one place to another, and is measured in turn with others. */
interface CostSubject {
  String name();

  /** One run, once all of it is done. */
  Cost measure() throws Exception;
}
