/**
 * Words of programming and machine learning that mean nearly the same, one group a line: people ask with another
 * one than the documentation uses. Written for this project.
 */
const GROUPS = `
compute|calculate|get|find|evaluate
return|get|obtain
create|make|build|construct|generate|initialize
remove|delete|drop|get rid of|discard
convert|change|transform|turn|cast
concatenate|join|combine|merge|stack|append
display|show|plot|draw|visualize|print
load|read|import|open
save|store|write|export|dump
select|choose|pick|extract|get|take
replace|substitute|set|overwrite|change
reverse|flip|invert|mirror
repeat|tile|duplicate|copy|replicate
permute|transpose|swap|reorder|rearrange|switch
split|divide|chunk|separate|break up|partition
reshape|resize|change the shape of
insert|add|put|append
retrieve|fetch|get|access
specify|define|set|give|pass
apply|use|run|perform|execute
determine|check|test|find out|tell
fill|set|replace
disable|turn off|stop|prevent|avoid|suppress
enable|turn on|activate|allow
train|fit|learn
predict|infer|classify
tune|optimize|adjust
tensor|array|matrix|vector
array|matrix|list|tensor|vector
dimension|axis|dim
dimensions|axes|dims
element-wise|elementwise|for each element|per element
elements|values|entries|items|numbers
element|value|entry|item
index|position|location|place
indices|positions|indexes|locations
maximum|max|largest|highest|biggest|greatest
minimum|min|smallest|lowest
mean|average
sum|total|add up
sort|order|rank
random|randomly chosen
unique|distinct|different
duplicate|repeated
missing|nan|null|empty
equal|same|identical
difference|distance
size|shape|length|number of elements
shape|size|dimensions
count|number of
row|record|line
column|feature|variable
dataframe|table|data frame
loss|cost|error|objective
loss function|criterion|cost function
weights|parameters|coefficients
learning rate|lr|step size
batch|mini-batch|minibatch
gradient|derivative|grad
gpu|cuda|device
multiple gpus|several gpus|multi-gpu
layer|module
neural network|network|model|net
convolution|conv
recurrent|rnn
normalize|scale|standardize|rescale
normalization|scaling
activation function|activation|nonlinearity
accuracy|score|performance
evaluate|test|validate|measure
dataset|data|data set
image|picture|photo
images|pictures
text|string|sentence
file|path|disk
folder|directory
callback|hook
parallel|concurrent|multi-threaded|at the same time
faster|speed up|quicker
memory|ram
freeze|lock|stop training
checkpoint|saved model|weights
hyperparameter|setting|parameter|option
argument|parameter|option
function|method
iterate|loop|go through
iterator|generator|loop
probability|likelihood|chance
distribution|density
cluster|group
class|label|category
labels|classes|categories|targets
categorical|nominal|discrete
encode|convert|transform
one-hot|one hot|dummy
missing values|nans|null values
outlier|anomaly
feature selection|choosing features
cross-validation|cross validation|k-fold
overfitting|overfit
regularization|weight decay|penalty
sparse|mostly zero
round|truncate
clip|clamp|limit|bound
absolute value|abs|magnitude
square root|sqrt
exponent|power
logarithm|log
multiply|product of|times
matrix multiplication|matmul|dot product|multiply matrices
broadcast|expand
expand|extend|broadcast
squeeze|remove dimension
flatten|collapse|make one-dimensional
pad|fill up
mask|filter
filter|select|keep only
string|text|str
integer|int|whole number
float|floating point|decimal
boolean|bool|true or false
dictionary|dict|mapping
raise|throw
exception|error
warning|message
version|release
install|set up
asynchronous|async|non-blocking
deploy|serve|ship|put into production
`;

const synonyms = new Map<string, string[]>();
for (const line of GROUPS.trim().split("\n")) {
  const [first = "", ...others] = line.split("|");
  for (const [from, to] of others.flatMap((other) => [[first, other] as const, [other, first] as const])) {
    const known = synonyms.get(from);
    if (known) known.push(to);
    else synonyms.set(from, [to]);
  }
}

/** Other ways to say a word or phrase, lower case; empty when none is known. */
export const synonymsOf = (phrase: string): readonly string[] => synonyms.get(phrase) ?? [];
