// An item that begins with `[ ]` becomes a box to tick, as GitHub shows it.

/** The plugin of markdown-it. It must run after `repositoryLinks`, which turns tags into text. */
export function checklists(markdown) {
  markdown.core.ruler.push('checklists', ({ tokens, Token }) => {
    tokens.forEach(({ type, content, children }, index) => {
      if (type !== 'inline' || tokens[index - 2]?.type !== 'list_item_open' || !content.startsWith('[ ] '))
        return;
      const [text] = children;
      text.content = text.content.slice('[ ] '.length);
      children.unshift(createHtml(Token, '<label><input type="checkbox"> '));
      children.push(createHtml(Token, '</label>'));
      tokens[index - 2].attrJoin('class', 'checklist-item');
    });
  });
}

function createHtml(Token, content) {
  return Object.assign(new Token('html_inline', '', 0), { content });
}
