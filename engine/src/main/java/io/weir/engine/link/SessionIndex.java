package io.weir.engine.link;

import io.weir.engine.frame.FrameForm;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** Sessions by what they want: everything, exact keys, prefixes of keys. Thread: one loop. */
final class SessionIndex {
  private final SessionList[] all = new SessionList[FrameForm.COUNT];
  final KeyIndex exact = new KeyIndex();
  final PrefixIndex prefixes = new PrefixIndex();

  SessionIndex() {
    for (int i = 0; i < all.length; i++) {
      all[i] = new SessionList();
    }
  }

  /** Those that want everything in this form. */
  SessionList all(FrameForm form) {
    return all[form.index()];
  }

  boolean hasKeys() {
    return !exact.isEmpty() || !prefixes.isEmpty();
  }

  void add(OutSession session) {
    KeyFilter keys = session.keys();
    if (keys.isAll()) {
      all(session.form()).add(session);
    }
    keys.exact().forEach(key -> exact.add(key.bytes(), session));
    keys.prefixes().forEach(prefix -> prefixes.add(prefix.bytes(), session));
  }

  void remove(OutSession session) {
    KeyFilter keys = session.keys();
    if (keys.isAll()) {
      all(session.form()).remove(session);
    }
    keys.exact().forEach(key -> exact.remove(key.bytes(), session));
    keys.prefixes().forEach(prefix -> prefixes.remove(prefix.bytes(), session));
  }

  /** Every session once, in no order; the caller may change the index while it goes through it. */
  Set<OutSession> sessions() {
    Set<OutSession> found = Collections.newSetFromMap(new IdentityHashMap<>());
    for (SessionList list : all) {
      list.addTo(found);
    }
    exact.forEach(list -> list.addTo(found));
    prefixes.forEach(list -> list.addTo(found));
    return found;
  }
}
