import { escaped, html } from './html.js';

describe('a page that is put together', () => {
  it('escapes whatever comes in, in text and in attributes', () => {
    const name = `<img src=x onerror="alert('1')">&`;
    expect(html`<p title="${name}">${name}</p>`.toString()).toBe(
      '<p title="&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;">' +
        '&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;</p>',
    );
  });

  it('takes pieces of page as they are, one by one or as a list', () => {
    const rows = ['a', '<b>'].map((each) => html`<li>${each}</li>`);
    // By another name: a formatter knows the tag and moves what is in it.
    const page = html;
    expect(page`<ul>${rows}</ul>${escaped('&')}${7}`.toString()).toBe(
      '<ul><li>a</li><li>&lt;b&gt;</li></ul>&amp;7',
    );
  });
});
