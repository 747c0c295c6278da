package io.weir.bench.experiment;

import io.weir.bench.process.Child;

/** Another subject, measured while connections that want none of its records are open too. */
record CrowdedSubject(String name, Subject subject, Scene scene, Scene.Server server, int crowd)
    implements Subject {
  @Override
  public void warmUp() throws Exception {
    measure();
  }

  @Override
  public Sample measure() throws Exception {
    Child others = scene.load(server.url("?key=other-%05d"), crowd, 1);
    Subscription.of(others);
    Quiet.await(server.process());
    subject.measure(); // what connecting left behind, in caches and for the compiler, passes
    Sample sample = subject.measure();
    scene.end(others);
    Quiet.await(server.process());
    return sample;
  }
}
