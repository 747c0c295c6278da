package io.weir.engine.config.schema;

import io.weir.engine.text.Nearest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Lays environment variables over a tree. A variable is the path of a key in capitals, with
 * underscores for whatever is neither letter nor digit; items of lists and entries of maps go by
 * their names. Its value is taken as it is; empty counts as not set. Two variables that exclude
 * each other are a problem.
 *
 * @param prefix with which every variable begins, without the underscore
 * @param reserved variables that mean something to others
 */
public record Environment(Table<?> root, String prefix, Set<String> reserved) {

  /** The tree with every variable in its place; of unknown ones the problem is told. */
  public Tree over(Tree tree, Map<String, String> variables, Reading reading) {
    Tree changed = tree;
    for (var variable : new TreeMap<>(variables).entrySet()) {
      String name = variable.getKey();
      if (isMeant(name, variable.getValue())) {
        Tree.Text value = new Tree.Text(new Origin.Variable(name), variable.getValue());
        String rest = name.substring(prefix.length() + 1);
        Optional<Tree> set = new Assignment(value).set(root, changed, rest);
        if (set.isEmpty()) {
          reading.problem(value.origin(), "", unknown(name, changed));
        }
        tellReplaced(changed, set.orElse(changed), value, reading);
        changed = set.orElse(changed);
      }
    }
    return changed;
  }

  /** No layer stands above itself: where two variables exclude each other, neither wins. */
  private static void tellReplaced(Tree before, Tree after, Tree.Text value, Reading reading) {
    Set<String> replaced = new TreeSet<>();
    collectVariables(before, replaced);
    Set<String> kept = new HashSet<>();
    collectVariables(after, kept);
    replaced.removeAll(kept);
    for (String other : replaced) {
      reading.problem(value.origin(), "", "contradicts " + other + ": unset one of the two");
    }
  }

  private static void collectVariables(Tree tree, Set<String> names) {
    switch (tree) {
      case Tree.Mapping mapping ->
          mapping.members().values().forEach(member -> collectVariables(member.value(), names));
      case Tree.Sequence sequence ->
          sequence.items().forEach(item -> collectVariables(item, names));
      case Tree.Text text when text.origin() instanceof Origin.Variable(String name) ->
          names.add(name);
      case Tree.Text text -> {}
      case Tree.Nothing nothing -> {}
    }
  }

  private boolean isMeant(String name, String value) {
    return name.startsWith(prefix + "_")
        && !value.isEmpty()
        && !reserved.contains(name)
        && !isServiceLink(name, value);
  }

  /**
   * Kubernetes and Docker tell every container where a service called like the prefix is; nobody
   * meant those as settings.
   */
  private static boolean isServiceLink(String name, String value) {
    return name.matches(".*_(SERVICE_HOST|SERVICE_PORT(_\\w+)?|PORT_\\d+_(TCP|UDP|SCTP)(_\\w+)?)")
        || (name.endsWith("_PORT") && value.matches("[a-z]+://.*"));
  }

  private String unknown(String name, Tree tree) {
    List<String> known = new ArrayList<>();
    VariableName.list(root, tree, prefix, known);
    return "unknown variable"
        + Nearest.hint(name, known)
        + " (a variable is "
        + prefix
        + "_ and the key's path in capitals)";
  }
}
