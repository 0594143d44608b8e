/** Open Chinese Convert's table of single characters: `乾 干 乾|亁 乾|...`, the likeliest simplified form first. */
declare module 'opencc-js/dict/TSCharacters' {
  const characters: string;
  export = characters;
}
