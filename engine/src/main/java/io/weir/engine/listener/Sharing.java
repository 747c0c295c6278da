package io.weir.engine.listener;

/**
 * With which page a browser may share a response (Fetch, section 3.2).
 *
 * @param origin of the page
 * @param credentials whether also if the browser added a password of its own: not where every page
 *     may come, because the password was given to one of them only
 */
public record Sharing(String origin, boolean credentials) {}
